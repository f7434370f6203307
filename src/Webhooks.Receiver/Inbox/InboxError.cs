namespace Webhooks.Receiver.Storage;

/// <summary>The error of a failed attempt, as the inbox keeps it.</summary>
public sealed class InboxError
{
    /// <summary>The greatest length of <see cref="Message"/>, in characters; longer ones are cut.</summary>
    public const int MaxMessageLength = 1000;

    private const int MaxTypeLength = 200;

    /// <summary>Creates an error. Characters that a database may refuse, NUL and lone surrogates, are replaced.</summary>
    /// <param name="type">The type of the exception, or a reason of the receiver.</param>
    /// <param name="message">The message, as the handler's code wrote it.</param>
    public InboxError(string type, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentNullException.ThrowIfNull(message);
        Type = StorableText.From(type, MaxTypeLength);
        Message = StorableText.From(message, MaxMessageLength);
    }

    /// <summary>The type of the exception, or a reason of the receiver such as <c>HandlerTimedOut</c>.</summary>
    public string Type { get; }

    /// <summary>The message, as the handler's code wrote it. Not logged by the receiver.</summary>
    public string Message { get; }

    /// <summary>Returns <see cref="Type"/>.</summary>
    public override string ToString() => Type;
}
