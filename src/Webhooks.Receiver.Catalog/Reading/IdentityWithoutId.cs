using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>What identifies an event that has no id.</summary>
internal sealed class IdentityWithoutId
{
    private readonly Finder _find;

    private IdentityWithoutId(Finder find, params IReadOnlyList<string> headers) => (_find, Headers) = (find, headers);

    private delegate DeliveryIdentity Finder(JsonElement json, WebhookPayload payload);

    /// <summary>A hash of the signed body.</summary>
    public static IdentityWithoutId HashOfBody { get; } = new((_, payload) => DeliveryIdentity.FromBody(payload.Body));

    /// <summary>A hash of a body that is not signed.</summary>
    public static IdentityWithoutId HashOfUnsignedBody { get; } = new((_, payload) => DeliveryIdentity.FromUnsigned(Hash(payload.Body)));

    /// <summary>
    /// Nothing: the delivery is malformed. For senders that always send an id in a header that they do not sign: otherwise everybody could make
    /// a captured request another event by leaving it out.
    /// </summary>
    public static IdentityWithoutId None { get; } = new((_, _) => default);

    /// <summary>
    /// A hash of what a signature over sorted fields covers: all names and values, without a mark between them. The bytes of such a form can be
    /// changed without a change of its signature, so it is not a signed identity.
    /// </summary>
    public static IdentityWithoutId HashOfFields { get; } = new((json, payload) => DeliveryIdentity.FromUnsigned(
        EventJson.IsJson(payload.Body) || json.ValueKind != JsonValueKind.Object ? Hash(payload.Body) : Hash(Encoding.UTF8.GetBytes(Fields(json)))));

    /// <summary>The names of the headers that it is made of.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>A hash of the signed body together with the request's signed time, for requests that are never sent again but may be equal.</summary>
    /// <param name="header">The header with the time.</param>
    public static IdentityWithoutId HashOfBodyAt(string header) => new(
        (_, payload) => payload.Headers[header] is [{ } time] ? DeliveryIdentity.FromSigned(Hash(payload.Body), time) : default, header);

    public DeliveryIdentity Find(JsonElement json, WebhookPayload payload) => _find(json, payload);

    private static string Fields(JsonElement form) => string.Concat(
        form.EnumerateObject()
            .SelectMany(field => field.Value.ValueKind == JsonValueKind.Array ? field.Value.EnumerateArray().Select(value => (field.Name, Text: value.GetString())) : [(field.Name, field.Value.GetString())])
            .Distinct()
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .ThenBy(field => field.Text, StringComparer.Ordinal)
            .Select(field => field.Name + field.Text));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
