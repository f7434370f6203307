using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>Everything that users and contributors read: the pages in Markdown, and the examples in the documentation of members.</summary>
internal static partial class Documentation
{
    private static readonly string[] _folders = ["docs", "src", "benchmarks", ".github"];

    /// <summary>All pages, except the generated reports of benchmarks.</summary>
    public static IReadOnlyList<MarkdownPage> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Select(file => Path.GetFileName(file))
            .Concat(_folders.SelectMany(folder => Repository.Files(folder, "*.md")))
            .Where(file => !file.StartsWith(Path.Combine("benchmarks", "results"), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(MarkdownPage.Read),
    ];

    /// <summary>All C# in pages and in examples, but that of <see cref="CSharpWithForeignPackages"/>.</summary>
    /// <exception cref="FormatException">As in <see cref="ExamplesIn"/>.</exception>
    public static IReadOnlyList<CodeBlock> CSharp =>
    [
        .. Pages.SelectMany(page => page.Blocks).Where(block => block is { Language: "csharp", ForeignPackage: null }),
        .. Repository.Files("src", "*.cs").Order(StringComparer.Ordinal).SelectMany(file => ExamplesIn(file, Repository.Read(file))),
    ];

    /// <summary>The C# in pages that uses a package of somebody else.</summary>
    public static IReadOnlyList<CodeBlock> CSharpWithForeignPackages => [.. Pages.SelectMany(page => page.Blocks).Where(block => block.ForeignPackage is not null)];

    public static MarkdownPage Page(string file) => Pages.Single(page => page.File == file);

    /// <summary>The sections below <c>Webhooks</c> in a block of settings, by name.</summary>
    public static IEnumerable<JsonProperty> ProvidersIn(CodeBlock block) =>
        JsonElement.Parse(block.Text).TryGetProperty(WebhookOptions.SectionName, out JsonElement section) ? section.EnumerateObject() : [];

    /// <summary>The examples in a source file.</summary>
    /// <exception cref="FormatException">A block of code in the documentation of a member has another form than the others.</exception>
    public static IEnumerable<CodeBlock> ExamplesIn(string file, string source)
    {
        MatchCollection examples = Example().Matches(source);
        if (examples.Count != CodeElement().Count(source))
        {
            throw new FormatException($"{file}: write code of several lines as <code><![CDATA[, lines of code, ]]></code>, so that it is compiled.");
        }

        return examples.Select(match => new CodeBlock(
            file,
            source.AsSpan(0, match.Groups[1].Index).Count('\n') + 1,
            "csharp",
            [.. match.Groups[1].Value.TrimEnd('\n').Split('\n').Select(line => CommentStart().Replace(line, ""))]));
    }

    [GeneratedRegex(@"^ */// <code><!\[CDATA\[\n((?: *///.*\n)+?) */// \]\]></code>$", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex("<code>")]
    private static partial Regex CodeElement();

    [GeneratedRegex("^ */// ?")]
    private static partial Regex CommentStart();
}
