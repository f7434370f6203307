namespace Webhooks.Receiver.Package.Tests;

/// <summary>One block of code in a page, or one example in the documentation of a member.</summary>
/// <param name="File">The file's path in the repository.</param>
/// <param name="Line">The number of the block's first line of code, starting at one.</param>
/// <param name="Language">What stands behind the fence, such as <c>csharp</c>.</param>
/// <param name="Lines">The code.</param>
/// <param name="Context">The file of <c>Snippets/</c> that the comment before the block names, without its ending.</param>
/// <param name="ForeignPackage">The package of somebody else that the comment before the block names, and that package sources may lack.</param>
internal sealed record CodeBlock(string File, int Line, string Language, IReadOnlyList<string> Lines, string? Context = null, string? ForeignPackage = null)
{
    public string Text => string.Join('\n', Lines);

    public override string ToString() => $"{File}({Line})";
}
