namespace Webhooks.Receiver;

/// <summary>An authentic event whose type or shape this version cannot read. All of its JSON is kept.</summary>
public interface IUnknownWebhookEvent
{
    /// <summary>The event's type as the provider names it.</summary>
    string Type { get; }

    /// <summary>The reason why an event of a known type could not be read; null if the type is unknown.</summary>
    WebhookReadError? ReadError { get; }
}
