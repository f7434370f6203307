using System.Collections;

namespace Webhooks.Receiver;

/// <summary>The log scope around a handler: each message that the handler logs can be found by its delivery.</summary>
internal sealed class DeliveryScope(WebhookDelivery delivery, object webhookEvent) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 4;

    // The event's type by our name: an unknown one is text from the body.
    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new(WebhookTelemetry.ProviderScope, delivery.Provider),
        1 => new(WebhookTelemetry.EndpointScope, delivery.Endpoint),
        2 => new(WebhookTelemetry.EventTypeScope, webhookEvent.GetType().Name),
        3 => new(WebhookTelemetry.DeliveryScope, delivery.Key.ShortName),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    public override string ToString() => string.Join(" ", this.Select(item => $"{item.Key}:{item.Value}"));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
