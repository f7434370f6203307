using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>What the inbox keeps of a delivery besides its body and what stores search by. Written as JSON; members are only ever added.</summary>
internal sealed class InboxMetadata
{
    /// <summary>The headers that the provider declares: parsing needs them. A header that is given twice is here twice.</summary>
    public List<KeyValuePair<string, string>> Headers { get; init => field = value ?? []; } = []; // the serializer sets null where JSON has none

    public DateTimeOffset? SignedAt { get; init; }

    public AuthenticatedParts Authenticated { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>Selects the headers that the inbox keeps, as they are read from it.</summary>
    public static WebhookHeaders SelectHeaders(WebhookProvider provider, WebhookHeaders headers) => provider.Headers.Count == 0
        ? WebhookHeaders.Empty
        : WebhookHeaders.From(ToPairs(provider, headers));

    public static InboxMetadata Create(WebhookProvider provider, WebhookHeaders headers, WebhookDelivery delivery) => new()
    {
        Headers = ToPairs(provider, headers),
        SignedAt = delivery.SignedAt,
        Authenticated = delivery.Authenticated,
        TraceParent = Activity.Current?.Id,
        TraceState = Activity.Current?.TraceStateString,
    };

    /// <exception cref="JsonException">The bytes were written by something else.</exception>
    public static InboxMetadata Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, InboxMetadataJsonContext.Default.InboxMetadata) ?? new InboxMetadata();

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, InboxMetadataJsonContext.Default.InboxMetadata);

    private static List<KeyValuePair<string, string>> ToPairs(WebhookProvider provider, WebhookHeaders headers)
    {
        List<KeyValuePair<string, string>> pairs = [];
        foreach (string name in provider.Headers.Distinct(StringComparer.OrdinalIgnoreCase)) // one that is declared twice must not be read as repeated
        {
            StringValues values = headers[name];
            foreach (string? value in values)
            {
                pairs.Add(KeyValuePair.Create(name, value ?? ""));
            }
        }

        return pairs;
    }
}
