namespace Webhooks.Receiver.Storage;

/// <summary>The kinds of result of an attempt to handle an inbox item.</summary>
public enum InboxResultKind
{
    /// <summary>Not handled; can be taken again at once, and the attempt is not counted. The zero value.</summary>
    Returned = 0,

    /// <summary>Handled: the key is completed.</summary>
    Processed,

    /// <summary>Failed; tried again later. <see cref="InboxResult.CountsAttempt"/> says whether the attempt is counted.</summary>
    Retry,

    /// <summary>Failed; not tried again until it is requeued.</summary>
    Dead,
}
