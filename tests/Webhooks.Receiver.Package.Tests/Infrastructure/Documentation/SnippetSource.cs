using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>A block of C# as the compiler gets it: as it stands, with errors at the lines of the page that it stands in.</summary>
internal static partial class SnippetSource
{
    /// <summary>
    /// Whether the block is a program. Statements precede types in C#, so the first line that is neither a using nor a comment tells.
    /// </summary>
    public static bool IsProgram(CodeBlock block) =>
        block.Lines.FirstOrDefault(line => line.Length > 0 && !UsingOrComment().IsMatch(line)) is { } first && !StartOfType().IsMatch(first);

    /// <summary>Whether the block needs what a project of Microsoft.NET.Sdk.Web has. Every other has to do with Microsoft.NET.Sdk.</summary>
    public static bool IsWeb(CodeBlock block) => block.Text.Contains("WebApplication", StringComparison.Ordinal);

    /// <summary>Whether source generators complete the block. Loading them takes longer than compiling.</summary>
    public static bool NeedsGenerators(CodeBlock block) => block.Text.Contains(" partial ", StringComparison.Ordinal);

    /// <summary>The block, in a namespace of its own or in none.</summary>
    public static string Of(CodeBlock block, string? ownNamespace) => Wrap(block.File, block.Line, block.Text, ownNamespace);

    /// <summary>The file that the block says it is compiled with.</summary>
    public static string OfContext(string file, string? ownNamespace) => Wrap(file, 1, Repository.Read(file), ownNamespace);

    private static string Wrap(string file, int line, string code, string? ownNamespace)
    {
        string located = $"#line {line} \"{Repository.PathOf(file)}\"\n{code}\n";
        return ownNamespace is null ? located : $"namespace {ownNamespace}\n{{\n{located}}}\n";
    }

    [GeneratedRegex(@"^(//|using (static )?[\w.]+( = [\w.<>, ]+)?;)")]
    private static partial Regex UsingOrComment();

    [GeneratedRegex(@"^(\[|((public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe) )*(class|struct|interface|enum|record|delegate) )")]
    private static partial Regex StartOfType();
}
