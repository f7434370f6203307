namespace Webhooks.Receiver.Benchmarks.Deliveries;

/// <summary>A body with the headers that go with it.</summary>
internal sealed record PreparedDelivery(byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public WebhookHeaders WebhookHeaders { get; } = WebhookHeaders.From(Headers);

    /// <summary>The value of the first header: of a scheme without a timestamp, the signature.</summary>
    public string Signature => Headers[^1].Value;
}
