using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>One attempt to handle an inbox item, and its result.</summary>
internal sealed class InboxAttempt(InboxItem item, InboxRetries retries)
{
    public InboxItem Item => item;

    /// <summary>The last result that was passed to the store; null if there is none yet.</summary>
    public InboxResult? Result { get; private set; }

    public InboxResult Succeed(TimeSpan retention) => Keep(InboxResult.Processed(retention));

    public InboxResult Fail(ClaimedDelivery delivery) => Keep(retries.GetResult(item, delivery));

    public InboxResult Fail(WebhookFailureReason reason) => Keep(retries.GetResult(item, reason));

    private InboxResult Keep(InboxResult result)
    {
        Result = result;
        return result;
    }
}
