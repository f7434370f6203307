using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>The root README, and the READMEs of the packages.</summary>
public sealed class ReadmeTests
{
    private static readonly MarkdownPage _readme = Documentation.Page("README.md");

    [Fact]
    public void Readme_IsShortAndStartsWithAProgram()
    {
        Repository.Read("README.md").Split('\n').Should().HaveCountLessThan(190);
        _readme.Blocks[0].Should().Match<CodeBlock>(block => block.Language == "csharp" && block.Line < 20 && SnippetSource.IsProgram(block));
    }

    [Fact]
    public void Readme_CSharp_NeedsNothingThatItDoesNotShow() => _readme.Blocks.Should().OnlyContain(block => block.Context == null);

    [Fact]
    public void Readme_Commands_AreThoseThatCiRuns()
    {
        string[] commands = [.. _readme.Blocks.Where(block => block.Language == "sh").SelectMany(block => block.Lines)];

        commands.Should().Contain("dotnet run --project samples/QuickStart").And.Contain("dotnet test");
    }

    [Fact]
    public void Readme_Providers_HaveTheirTypeSectionAndPath()
    {
        WebhookProvider[] providers = [CueEvent.Provider, CueApiEvent.Provider, CubeConnectEvent.Provider, AdGemEvent.Provider, SoriEvent.Provider];

        string readme = Repository.Read("README.md");

        providers.Should().OnlyContain(provider => readme.Contains(
            $"| `{provider.EventType.Name}` | `{WebhookOptions.SectionName}:{provider.ConfigurationSection}` | `{provider.DefaultPath}` |"));
    }

    [Fact]
    public void PackageReadmes_StandAlone()
    {
        foreach (string package in PackedSources.Names)
        {
            MarkdownPage page = Documentation.Page(Path.Combine("src", package, "README.md"));

            page.Blocks.First(block => block.Language == "csharp").Should().Match<CodeBlock>(block => SnippetSource.IsProgram(block) && block.Context == null);
            page.Links.Should().NotContain(link => !link.StartsWith("https://"), "a package's page has no other files of the repository beside it");
        }
    }
}
