namespace Webhooks.Receiver.Storage;

/// <summary>The kinds of result of storing a delivery in the inbox.</summary>
public enum InboxAcceptStatus
{
    /// <summary>Not stored, since there is no room. The zero value: a forgotten answer accepts nothing.</summary>
    Unavailable = 0,

    /// <summary>Stored durably.</summary>
    Accepted,

    /// <summary>Not stored: a running claim of the idempotency store owns the key.</summary>
    InProgress,

    /// <summary>Not stored: the key is stored in the inbox already, or its event was handled before.</summary>
    Duplicate,
}
