using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Tests;

/// <summary>An exception of a user's class that cannot be printed.</summary>
[SuppressMessage("Design", "CA1065", Justification = "That is what it is for.")]
internal sealed class UnprintableException : Exception
{
    public override string Message => throw new InvalidOperationException("the message throws");

    public override string? StackTrace => throw new InvalidOperationException("the stack trace throws");

    public override string ToString() => throw new InvalidOperationException("ToString throws");
}
