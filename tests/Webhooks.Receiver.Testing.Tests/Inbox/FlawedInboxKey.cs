namespace Webhooks.Receiver.Testing.Tests;

internal sealed class FlawedInboxKey
{
    public FlawedState State { get; set; }

    public long Token { get; set; }

    public long EndsAt { get; set; }

    /// <summary>The item that owns the key; null if none does.</summary>
    public FlawedInboxItem? Item { get; set; }
}
