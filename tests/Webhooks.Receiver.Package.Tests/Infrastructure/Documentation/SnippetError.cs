namespace Webhooks.Receiver.Package.Tests;

/// <summary>What the compiler says of a block of code.</summary>
/// <param name="File">The file's path in the repository.</param>
/// <param name="Line">The line in that file.</param>
/// <param name="Message">The error's number and text.</param>
internal sealed record SnippetError(string File, int Line, string Message)
{
    public override string ToString() => $"{File}({Line}): {Message}";
}
