using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>As much of C# as the tests of the sources need.</summary>
internal static partial class SourceText
{
    /// <summary>The names of the types that a file with a file-scoped namespace declares at its top level.</summary>
    public static IReadOnlyList<string> TypesIn(string source) => [.. TopLevelType().Matches(source).Select(match => match.Groups[1].Value)];

    /// <summary>The regions of a file by name, without their indentation. Parts of one name are joined by an empty line.</summary>
    public static IEnumerable<(string Name, string Text)> RegionsOf(string source) =>
        from match in Region().Matches(source)
        group Outdent(match.Groups[2].Value) by match.Groups[1].Value into parts
        select (parts.Key, string.Join("\n\n", parts));

    private static string Outdent(string text)
    {
        string[] lines = text.Trim('\n').Split('\n');
        int indentation = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length == 0 ? "" : line[indentation..].TrimEnd())).TrimEnd();
    }

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|partial|readonly|ref|file)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"^ *#region (\w+)\n(.*?)^ *#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();
}
