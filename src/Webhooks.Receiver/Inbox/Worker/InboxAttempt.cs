using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>One attempt to handle an inbox item, and its result.</summary>
internal sealed class InboxAttempt(InboxItem item, InboxRetries retries)
{
    public InboxItem Item => item;

    /// <summary>The result that was recorded; null if there is none.</summary>
    public InboxResult? Recorded { get; set; }

    /// <summary>Gets the result of an attempt that failed.</summary>
    public InboxResult GetFailure(ClaimedDelivery delivery) => retries.GetResult(item, delivery);
}
