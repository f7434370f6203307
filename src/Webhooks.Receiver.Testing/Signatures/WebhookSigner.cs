using System.Security.Cryptography;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// Signs bodies as a sender does, for any scheme: the counterpart of <see cref="SignatureVerifier"/>, and independent of it.
/// Stateless and thread-safe.
/// </summary>
public static class WebhookSigner
{
    /// <summary>Signs a body as the provider of an event type does.</summary>
    /// <typeparam name="TEvent">An event type of the provider.</typeparam>
    /// <param name="secret">The secret, as in the configuration.</param>
    /// <param name="body">The body's bytes exactly as they will be sent.</param>
    /// <param name="timestamp">The signed time; if null and the provider signs one, the system's time in whole seconds.</param>
    /// <param name="id">The signed id; if null and the provider signs one in a header, a new one.</param>
    /// <returns>The headers to send with the body: id and timestamp, if the scheme has them, and signature.</returns>
    /// <exception cref="ArgumentException">
    /// The secret is blank or not in the scheme's encoding, the id is blank, or the provider has no place for the time or the id.
    /// </exception>
    /// <exception cref="InvalidOperationException">The provider does not sign.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign<TEvent>(
        string secret, ReadOnlySpan<byte> body, DateTimeOffset? timestamp = null, string? id = null)
        where TEvent : IWebhookEvent => Sign(
            TEvent.Provider.Scheme ?? throw new InvalidOperationException($"Provider '{TEvent.Provider.Name}' does not sign."),
            secret, body, timestamp, id);

    /// <summary>Signs a body.</summary>
    /// <param name="scheme">The scheme to sign with.</param>
    /// <param name="secret">The secret, as in the configuration; for a scheme with public keys the private key as PEM.</param>
    /// <param name="body">The body's bytes exactly as they will be sent.</param>
    /// <param name="timestamp">
    /// The signed time; if null and the scheme signs one, the system's time in whole seconds. Written as ISO 8601 with its own offset
    /// if the scheme accepts that, else in the first of its formats, rounded down.
    /// </param>
    /// <param name="id">The signed id; if null and the scheme has a header for it, a new one.</param>
    /// <returns>The headers to send with the body: id and timestamp, if the scheme has them, and signature.</returns>
    /// <exception cref="ArgumentException">
    /// The secret is blank or not in the scheme's encoding, the id is blank, or the scheme has no place for the time or the id.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970, and the scheme writes Unix time.</exception>
    /// <exception cref="InvalidOperationException">The scheme's parts contradict each other, or it signs more of the request than its body.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        SignatureScheme scheme, string secret, ReadOnlySpan<byte> body, DateTimeOffset? timestamp = null, string? id = null) =>
        Sign(scheme, secret, null, body.ToArray(), timestamp, id);

    /// <summary>Signs a request, for schemes that sign its method, its URL or its headers too.</summary>
    /// <param name="scheme">The scheme to sign with.</param>
    /// <param name="secret">The secret, as in the configuration; for a scheme with public keys the private key as PEM.</param>
    /// <param name="request">The request as it will be sent, with the absolute public URL if the scheme signs that.</param>
    /// <param name="timestamp">As for a body.</param>
    /// <param name="id">As for a body.</param>
    /// <returns>
    /// The headers to add to the request. If the scheme has its signature in the query, the last pair is that parameter: append it to the
    /// URL, percent-encoded.
    /// </returns>
    /// <exception cref="ArgumentException">As for a body.</exception>
    /// <exception cref="InvalidOperationException">The scheme's parts contradict each other, or the request lacks what it signs.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        SignatureScheme scheme, string secret, WebhookRequest request, DateTimeOffset? timestamp = null, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Sign(scheme, secret, request, request.Body, timestamp, id);
    }

    private static List<KeyValuePair<string, string>> Sign(
        SignatureScheme scheme, string secret, WebhookRequest? request, ReadOnlyMemory<byte> body, DateTimeOffset? timestamp, string? id)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        using var key = SigningKey.Create(scheme, secret);
        ThrowIfNoPlace(scheme, timestamp, id);
        string timestampText = scheme.Timestamp is { } time ? SignedTimeText.Format(time.Formats, timestamp) : "";
        string idText = scheme.IdHeader is null ? "" : id ?? NewId();
        ThrowIfBlankId(scheme, idText);

        byte[] content = SignedContent.Create(scheme, request, body, timestampText, idText);
        return Headers(scheme, key.Sign(content), timestampText, idText);
    }

    private static List<KeyValuePair<string, string>> Headers(SignatureScheme scheme, string value, string timestamp, string id)
    {
        List<KeyValuePair<string, string>> headers = [];
        if (scheme.IdHeader is { } idHeader)
        {
            headers.Add(new(idHeader, id));
        }

        if (scheme.Timestamp?.Header is { } timestampHeader)
        {
            headers.Add(new(timestampHeader, timestamp));
        }

        string signature = scheme.Format.Prefix + value;
        headers.Add(new((scheme.Header ?? scheme.QueryParameter)!, scheme.Timestamp?.ListPrefix is { } prefix
            ? $"{prefix}{timestamp}{scheme.Format.Separator}{signature}"
            : signature));
        return headers;
    }

    private static string Place(SignatureScheme scheme) => scheme.Header is { } header ? $"header '{header}'" : $"parameter '{scheme.QueryParameter}'";

    private static string NewId() => $"msg_{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    /// <summary>A signer that ignored an argument would make a test pass that tests nothing.</summary>
    private static void ThrowIfNoPlace(SignatureScheme scheme, DateTimeOffset? timestamp, string? id)
    {
        if (timestamp is not null && scheme.Timestamp is null)
        {
            throw new ArgumentException(
                $"The scheme with the {Place(scheme)} signs no time. If the body has one, write it there before you sign.", nameof(timestamp));
        }

        if (id is not null && scheme.IdHeader is null)
        {
            throw new ArgumentException(
                $"The scheme with the {Place(scheme)} has no header for an id. If the body has one, write it there before you sign.", nameof(id));
        }
    }

    private static void ThrowIfBlankId(SignatureScheme scheme, string id)
    {
        if (scheme.IdHeader is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(id);
        }
    }
}
