namespace Webhooks.Receiver;

/// <summary>Any event of any provider. Implement <see cref="IWebhookEvent{TEvent}"/> instead.</summary>
public interface IWebhookEvent
{
    /// <summary>The provider that sends events of this type.</summary>
    static abstract WebhookProvider Provider { get; }
}
