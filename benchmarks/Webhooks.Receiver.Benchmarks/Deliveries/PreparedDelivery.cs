namespace Webhooks.Receiver.Benchmarks.Deliveries;

/// <summary>A body with its headers.</summary>
internal sealed record PreparedDelivery(byte[] Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public WebhookHeaders WebhookHeaders { get; } = WebhookHeaders.From(Headers);

    /// <summary>The value of the last header, which is the signature.</summary>
    public string Signature => Headers[^1].Value;
}
