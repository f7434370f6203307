using System.Diagnostics;
using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>What the inbox keeps of a delivery besides its body and what stores search by. Written as JSON; members are only ever added.</summary>
internal sealed class InboxMetadata
{
    /// <summary>The headers that the provider declares: parsing needs them.</summary>
    public List<KeyValuePair<string, string>> Headers { get; init => field = value ?? []; } = []; // the serializer sets null where JSON has none

    public DateTimeOffset? SignedAt { get; init; }

    public AuthenticatedParts Authenticated { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>Selects the headers that the inbox keeps, as they are read from it.</summary>
    public static WebhookHeaders SelectHeaders(WebhookProvider provider, WebhookHeaders headers) => provider.Headers.Count == 0
        ? WebhookHeaders.Empty
        : WebhookHeaders.From(ToPairs(WebhookDeliveryHeader.Select(provider, headers)));

    public static InboxMetadata Create(WebhookDelivery delivery) => new()
    {
        Headers = [.. ToPairs(delivery.Headers)],
        SignedAt = delivery.SignedAt,
        Authenticated = delivery.Authenticated,
        TraceParent = Activity.Current?.Id,
        TraceState = Activity.Current?.TraceStateString,
    };

    /// <exception cref="JsonException">The bytes were written by something else.</exception>
    public static InboxMetadata Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, InboxMetadataJsonContext.Default.InboxMetadata) ?? new InboxMetadata();

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, InboxMetadataJsonContext.Default.InboxMetadata);

    private static IEnumerable<KeyValuePair<string, string>> ToPairs(IEnumerable<WebhookDeliveryHeader> headers) =>
        headers.Select(header => KeyValuePair.Create(header.Name, header.Value));
}
