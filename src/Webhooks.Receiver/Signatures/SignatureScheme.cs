namespace Webhooks.Receiver;

/// <summary>
/// Declares how a provider signs: in which header, in which format, over which bytes, with which algorithm and key.
/// Holds no secret and no state. Immutable and thread-safe.
/// </summary>
/// <example>
/// <code><![CDATA[
/// using Webhooks.Receiver;
///
/// var scheme = new SignatureScheme // Acme-Signature: t=1700000000,v1=ab12…
/// {
///     Header = "Acme-Signature",
///     Format = SignatureFormat.List(',', "v1="),
///     Timestamp = SignatureTimestamp.InSignatureList("t="),
///     SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
/// };
/// var verifier = new SignatureVerifier(scheme, ["acme-EXAMPLE-ONLY"]);
/// ]]></code>
/// </example>
public sealed class SignatureScheme
{
    private SchemeInputs _inputs = SchemeInputs.Unknown;

    /// <summary>The algorithm.</summary>
    /// <value><see cref="SignatureAlgorithm.HmacSha256"/>.</value>
    public SignatureAlgorithm Algorithm { get; init; }

    /// <summary>The name of the header that holds the signature; case does not matter. Null if <see cref="QueryParameter"/> is set.</summary>
    public string? Header { get; init; }

    /// <summary>
    /// Another name under which the sender may send the signature: read if a request has no <see cref="Header"/>. Null if there is none. For
    /// senders whose servers and documentation name different headers; what is signed is the same.
    /// </summary>
    public string? AlternativeHeader { get; init; }

    /// <summary>
    /// The name of the timestamp's header in requests that have the <see cref="AlternativeHeader"/>; null if it has its usual name there, or
    /// none is signed.
    /// </summary>
    public string? AlternativeTimestampHeader { get; init; }

    /// <summary>
    /// The name of the parameter in the URL's query that holds the signature; case matters. Null if <see cref="Header"/> is set. The value is
    /// decoded from percent-encoding; a plus sign stays one. The URL has the signature in it then, and cannot be signed as a whole. A shared
    /// secret in the URL gets into everything that logs URLs.
    /// </summary>
    public string? QueryParameter { get; init; }

    /// <summary>The format of the signature.</summary>
    /// <value>One value without a prefix.</value>
    public SignatureFormat Format { get; init; } = SignatureFormat.Value();

    /// <summary>The encoding of the signature's bytes. A shared secret has none.</summary>
    /// <value><see cref="SignatureEncoding.Hex"/>.</value>
    public SignatureEncoding Encoding { get; init; } = SignatureEncoding.Hex;

    /// <summary>The encoding of the configured secret, for HMAC. Public keys and shared secrets have none.</summary>
    /// <value><see cref="Webhooks.Receiver.SecretEncoding.Utf8"/>.</value>
    public SecretEncoding SecretEncoding { get; init; } = SecretEncoding.Utf8;

    /// <summary>
    /// The parts of the signed bytes, in order. Exactly one of them has to cover the body. Set it to an empty list for
    /// <see cref="SignatureAlgorithm.SharedSecret"/>, which signs nothing.
    /// </summary>
    /// <value>The body alone.</value>
    public IReadOnlyList<SignedPart> SignedContent { get; init; } = [SignedPart.Body];

    /// <summary>The signed time; <see langword="null"/> if none is signed, so that old deliveries cannot be refused.</summary>
    public SignatureTimestamp? Timestamp { get; init; }

    /// <summary>The header whose value <see cref="SignedPart.Id"/> signs; <see langword="null"/> if no id is signed.</summary>
    public string? IdHeader { get; init; }

    /// <summary>Whether the scheme signs a time, so that old deliveries can be refused.</summary>
    internal bool SignsTimestamp => Timestamp is not null;

    /// <summary>Whether the body is authenticated.</summary>
    internal bool CoversBody => Algorithm != SignatureAlgorithm.SharedSecret;

    /// <summary>Whether more of a request is needed than the headers of signature, timestamp and id.</summary>
    internal bool ReadsRequest => Inputs != SchemeInputs.None;

    /// <summary>Whether the URL is needed, or a part of it.</summary>
    internal bool ReadsUrl => (Inputs & SchemeInputs.Url) != 0;

    /// <summary>Whether scheme and host of the URL are signed, which have to be configured.</summary>
    internal bool SignsPublicUrl => (Inputs & SchemeInputs.PublicUrl) != 0;

    /// <summary>Found once: this is asked for each request.</summary>
    private SchemeInputs Inputs => _inputs is not SchemeInputs.Unknown ? _inputs : _inputs = FindInputs();

    /// <summary>Whether the signature covers a header.</summary>
    internal bool Signs(string header) =>
        IsHeader(header, IdHeader) || IsHeader(header, Timestamp?.Header) || SignedContent.Any(part => IsHeader(header, part.HeaderName));

    /// <summary>Whether a text is a key for the scheme.</summary>
    internal bool IsUsableSecret(string? secret)
    {
        using SignatureKey? key = SignatureKey.Create(this, secret);
        return key is not null;
    }

    /// <summary>Throws if the parts contradict each other. Called once, when a verifier is created.</summary>
    internal void ThrowIfInconsistent()
    {
        ThrowUnless((Header is null) != (QueryParameter is null) && !string.IsNullOrWhiteSpace(Header ?? QueryParameter),
            $"either {nameof(Header)} or {nameof(QueryParameter)} has to be set, and not blank.");
        ThrowUnless(AlternativeHeader is null || (Header is not null && !string.IsNullOrWhiteSpace(AlternativeHeader) && !IsHeader(AlternativeHeader, Header)),
            $"{nameof(AlternativeHeader)} is a second name of {nameof(Header)}.");
        ThrowUnless(AlternativeTimestampHeader is null
            || (AlternativeHeader is not null && Timestamp?.Header is not null && !string.IsNullOrWhiteSpace(AlternativeTimestampHeader)),
            $"{nameof(AlternativeTimestampHeader)} needs {nameof(AlternativeHeader)}, and a timestamp in a header.");
        ThrowUnless(Enum.IsDefined(Algorithm), $"{nameof(Algorithm)} is not an algorithm.");
        if (Algorithm == SignatureAlgorithm.SharedSecret)
        {
            ThrowUnless(SignedContent.Count == 0, $"a shared secret signs nothing, not even the body: set {nameof(SignedContent)} to an empty list.");
        }
        else
        {
            ThrowUnless(SignedContent.Count(part => part.CoversBody) == 1, "the body has to be signed, exactly once.");
        }

        ThrowUnless(!SignedContent.Any(IsSignatureItself), "the signature cannot be a part of what it signs.");
        ThrowUnless(Algorithm <= SignatureAlgorithm.HmacSha512 || SecretEncoding == SecretEncoding.Utf8,
            $"{nameof(SecretEncoding)} is for the keys of an HMAC.");
        ThrowUnless(Count(SignedPartKind.Timestamp) == (SignsTimestamp ? 1 : 0),
            $"{nameof(Timestamp)} and {nameof(SignedPart)}.{nameof(SignedPart.Timestamp)} belong together: a time that is not signed proves nothing.");
        ThrowUnless(Count(SignedPartKind.Id) == (IdHeader is null ? 0 : 1),
            $"{nameof(IdHeader)} and {nameof(SignedPart)}.{nameof(SignedPart.Id)} belong together.");
        ThrowUnless(Timestamp?.ListPrefix is null || Format.Separator is not null,
            "a timestamp inside the signature header needs a list format.");
    }

    private bool IsSignatureItself(SignedPart part) =>
        (part.HeaderName is { } header && (IsHeader(header, Header) || IsHeader(header, AlternativeHeader)))
        || (QueryParameter is not null && part.Kind is SignedPartKind.Url or SignedPartKind.PathAndQuery);

    private int Count(SignedPartKind kind) => SignedContent.Count(part => part.Kind == kind);

    private SchemeInputs FindInputs()
    {
        SchemeInputs inputs = QueryParameter is null ? SchemeInputs.None : SchemeInputs.Url;
        foreach (SignedPart part in SignedContent)
        {
            inputs |= part.Kind switch
            {
                SignedPartKind.Url or SignedPartKind.PathAndQuery => SchemeInputs.Url,
                SignedPartKind.Method or SignedPartKind.Header or SignedPartKind.Custom => SchemeInputs.Headers,
                _ => SchemeInputs.None,
            };
            inputs |= part.UsesUrl ? SchemeInputs.Url | SchemeInputs.PublicUrl : SchemeInputs.None;
        }

        return inputs;
    }

    private static bool IsHeader(string header, string? signed) => string.Equals(header, signed, StringComparison.OrdinalIgnoreCase);

    private static void ThrowUnless(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The signature scheme is inconsistent: {what}");
        }
    }
}
