using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>What the README shows is compiled with these tests, in Snippets/.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void CSharpBlocks_AreTheCompiledSnippets()
    {
        Dictionary<string, string> snippets = Repository.Files(Path.Combine("tests", "Webhooks.Receiver.Package.Tests", "Snippets"), "*.cs")
            .SelectMany(file => SourceText.RegionsOf(Repository.Read(file)))
            .ToDictionary(region => region.Name, region => region.Text);
        string[] blocks = [.. CSharpBlock().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value.TrimEnd('\n'))];

        blocks.Should().NotBeEmpty();
        blocks.Should().OnlyContain(block => snippets.Values.Contains(block));
        snippets.Where(snippet => !blocks.Contains(snippet.Value)).Select(snippet => snippet.Key).Should().BeEmpty("the README shows them all");
    }

    [Fact]
    public void FirstCode_ComesEarly() => Repository.Read("README.md").Split('\n').Take(40).Should().Contain("```csharp");

    [Fact]
    public void Commands_AreThoseThatCiRuns()
    {
        string[] lines = Repository.Read("README.md").Split('\n');

        lines.Should().Contain("dotnet run --project samples/QuickStart").And.Contain("dotnet test");
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
