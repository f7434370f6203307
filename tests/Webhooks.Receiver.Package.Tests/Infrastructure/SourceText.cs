using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>As much of C# as the tests of the sources need.</summary>
internal static partial class SourceText
{
    /// <summary>The names of the types that a file with a file-scoped namespace declares at its top level.</summary>
    public static IReadOnlyList<string> TypesIn(string source) => [.. TopLevelType().Matches(source).Select(match => match.Groups[1].Value)];

    /// <summary>The source without the documentation of its members.</summary>
    public static string WithoutDocumentation(string source) => Documentation().Replace(source, "");

    [GeneratedRegex("^ *///.*\n", RegexOptions.Multiline)]
    private static partial Regex Documentation();

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|partial|readonly|ref|file)\s+)*(?:class|struct|interface|enum|delegate\s+[\w?<>]+|record(?:\s+(?:class|struct))?)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
