namespace Webhooks.Receiver;

/// <summary>Any event of any provider. Implement <see cref="IWebhookEvent{TEvent}"/> instead.</summary>
public interface IWebhookEvent
{
    /// <summary>The provider that sends events of this type.</summary>
    static abstract WebhookProvider Provider { get; }

    /// <summary>The event's type as the provider names it, such as <c>ad.click</c>; a constant if the provider names none.</summary>
    string Type { get; }

    /// <summary>
    /// What identifies the event: the same for each delivery of it, and another for every other event of its provider and tenant. None for an event
    /// that no provider parsed.
    /// </summary>
    /// <remarks>
    /// <see cref="WebhookParseResult{TEvent}.Parsed"/> sets it. It is not part of the JSON: a member of that name is an unknown member. Implement it
    /// as an automatic property, with <see cref="System.Text.Json.Serialization.JsonIgnoreAttribute"/> if you serialize events.
    /// </remarks>
    DeliveryIdentity Identity { get; set; }
}
