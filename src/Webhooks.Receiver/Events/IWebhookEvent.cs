namespace Webhooks.Receiver;

/// <summary>Any event of any provider. Implement <see cref="IWebhookEvent{TEvent}"/> instead.</summary>
public interface IWebhookEvent
{
    /// <summary>The provider that sends events of this type.</summary>
    static abstract WebhookProvider Provider { get; }

    /// <summary>The event's type as the provider names it, such as <c>ad.click</c>; a constant if the provider names none.</summary>
    string Type { get; }
}
