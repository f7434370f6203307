namespace Webhooks.Receiver;

/// <summary>A genuine event whose type or shape this version does not know. Nothing of it is thrown away.</summary>
public interface IUnknownWebhookEvent
{
    /// <summary>The event's type as the provider names it.</summary>
    string Type { get; }

    /// <summary>Why an event of a known type could not be read; null where the type itself is unknown.</summary>
    WebhookReadError? ReadError { get; }
}
