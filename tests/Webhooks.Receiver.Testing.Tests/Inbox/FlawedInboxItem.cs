namespace Webhooks.Receiver.Testing.Tests;

internal sealed class FlawedInboxItem
{
    public required long Id { get; set; }

    public required InboxDelivery Delivery { get; init; }

    public required long AcceptedAt { get; init; }

    public WebhookInboxState State { get; set; }

    public int Attempts { get; set; }

    public long Token { get; set; }

    public long LastToken { get; set; }

    public long DueAt { get; set; }

    public InboxError? Error { get; set; }

    /// <summary>Whether an attempt failed, or the item was requeued.</summary>
    public bool HasFailed { get; set; }

    public bool WasRequeued { get; set; }

    public bool IsSettled => State is WebhookInboxState.Processed or WebhookInboxState.Dead;

    public string Name => Convert.ToHexString(Delivery.Key.ToArray());

    public bool IsLeased(long now) => State == WebhookInboxState.Pending && Token != 0 && DueAt > now;
}
