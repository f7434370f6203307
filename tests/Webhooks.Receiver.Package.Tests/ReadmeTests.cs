using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

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

    [Fact]
    public void LogTable_HasEveryMessage()
    {
        string readme = Repository.Read("README.md");
        string[] messages =
        [
            .. from assembly in new[] { typeof(WebhookReceiver).Assembly, typeof(WebhookEndpointOptions).Assembly }
               from type in assembly.GetTypes()
               from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
               let message = method.GetCustomAttribute<LoggerMessageAttribute>()
               where message is not null
               select $"| {message.EventId} | `{message.EventName}` | {message.Level} |",
        ];

        messages.Should().HaveCountGreaterThan(10).And.OnlyContain(message => readme.Contains(message));
    }

    [Fact]
    public void Tables_HaveEverySettingAndOutcome()
    {
        string readme = Repository.Read("README.md");
        Type[] options = [typeof(WebhookOptions), typeof(WebhookEndpointOptions), typeof(WebhookHostOptions), typeof(InMemoryIdempotencyOptions)];
        IEnumerable<string> settings = options.SelectMany(type => type.GetProperties()).Select(property => property.Name);
        IEnumerable<string> words = settings.Concat(Enum.GetNames<WebhookOutcome>()).Distinct();

        words.Should().OnlyContain(word => readme.Contains($"`{word}`") || readme.Contains($".{word}`"));
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
