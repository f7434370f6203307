using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>A page in Markdown, as far as its tests need it: blocks of code, links, and what links may point to.</summary>
internal sealed partial class MarkdownPage
{
    private const string Fence = "```";

    private readonly List<CodeBlock> _blocks = [];
    private readonly List<string> _links = [];
    private readonly List<string> _inlineCode = [];
    private readonly List<string> _anchors = [];

    private MarkdownPage(string file) => File = file;

    /// <summary>Its path in the repository.</summary>
    public string File { get; }

    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    /// <summary>The targets of its links, as written.</summary>
    public IReadOnlyList<string> Links => _links;

    /// <summary>The code within its sentences and tables.</summary>
    public IReadOnlyList<string> InlineCode => _inlineCode;

    /// <summary>What stands behind the # in a link to each of its headings, by the rules of GitHub.</summary>
    public IReadOnlyList<string> Anchors => _anchors;

    public static MarkdownPage Read(string file) => Parse(file, Repository.Read(file));

    /// <exception cref="FormatException">A block of code has no end.</exception>
    public static MarkdownPage Parse(string file, string text)
    {
        var page = new MarkdownPage(file);
        string[] lines = text.Split('\n');
        (string? context, string? package) = (null, null);
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                int end = Array.IndexOf(lines, Fence, i + 1);
                if (end < 0)
                {
                    throw new FormatException($"{file}({i + 1}): the block of code has no end.");
                }

                page._blocks.Add(new(file, i + 2, lines[i][Fence.Length..], lines[(i + 1)..end], context, package));
                i = end;
                (context, package) = (null, null);
            }
            else if (ContextComment().Match(lines[i]) is { Success: true } comment)
            {
                context = comment.Groups[1].Value;
            }
            else if (PackageComment().Match(lines[i]) is { Success: true } named)
            {
                package = named.Groups[1].Value;
            }
            else
            {
                (context, package) = (null, null);
                page.AddText(lines[i]);
            }
        }

        return page;
    }

    private void AddText(string line)
    {
        if (Heading().Match(line) is { Success: true } heading)
        {
            string anchor = NoAnchor().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-');
            int same = _anchors.Count(other => other == anchor);
            _anchors.Add(same == 0 ? anchor : $"{anchor}-{same}");
        }

        _links.AddRange(Link().Matches(CodeSpan().Replace(line, "`")).Select(match => match.Groups[1].Value));
        _inlineCode.AddRange(CodeSpan().Matches(line).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex(@"^<!-- snippet context: (\w+) -->$")]
    private static partial Regex ContextComment();

    [GeneratedRegex(@"^<!-- snippet package: ([\w.]+) -->$")]
    private static partial Regex PackageComment();

    [GeneratedRegex(@"^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex CodeSpan();
}
