namespace Webhooks.Receiver;

/// <summary>
/// How a provider signs with HMAC-SHA256, put together from parts: which header, in what form, over which bytes, with which key.
/// A declaration: it holds no secret and no state. Immutable and thread-safe.
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
    /// <summary>The name of the header that holds the signature; case does not matter.</summary>
    public required string Header { get; init; }

    /// <summary>How signatures stand in the header.</summary>
    /// <value>One bare value.</value>
    public SignatureFormat Format { get; init; } = SignatureFormat.Value();

    /// <summary>How the MAC's bytes are written.</summary>
    /// <value><see cref="SignatureEncoding.Hex"/>.</value>
    public SignatureEncoding Encoding { get; init; } = SignatureEncoding.Hex;

    /// <summary>How the configured secret becomes the key.</summary>
    /// <value><see cref="Webhooks.Receiver.SecretEncoding.Utf8"/>.</value>
    public SecretEncoding SecretEncoding { get; init; } = SecretEncoding.Utf8;

    /// <summary>The signed bytes, piece by piece. The body has to be among them.</summary>
    /// <value>The body alone.</value>
    public IReadOnlyList<SignedPart> SignedContent { get; init; } = [SignedPart.Body];

    /// <summary>The signed time, or <see langword="null"/> where the scheme has none and a replay cannot be told by its age.</summary>
    public SignatureTimestamp? Timestamp { get; init; }

    /// <summary>The header that <see cref="SignedPart.Id"/> stands for, or <see langword="null"/>.</summary>
    public string? IdHeader { get; init; }

    /// <summary>Whether the scheme signs a time, so that old deliveries can be told.</summary>
    internal bool SignsTimestamp => Timestamp is not null;

    /// <summary>Whether the signature covers a header.</summary>
    internal bool Signs(string header) =>
        string.Equals(header, IdHeader, StringComparison.OrdinalIgnoreCase)
        || string.Equals(header, Timestamp?.Header, StringComparison.OrdinalIgnoreCase);

    /// <summary>Throws where the parts contradict each other; called once, when a verifier is made.</summary>
    internal void ThrowIfInconsistent()
    {
        ThrowUnless(!string.IsNullOrWhiteSpace(Header), $"{nameof(Header)} is empty.");
        ThrowUnless(Count(SignedPartKind.Body) == 1, "the body has to be signed, exactly once.");
        ThrowUnless(Count(SignedPartKind.Timestamp) == (SignsTimestamp ? 1 : 0),
            $"{nameof(Timestamp)} and {nameof(SignedPart)}.{nameof(SignedPart.Timestamp)} belong together: a time that is not signed proves nothing.");
        ThrowUnless(Count(SignedPartKind.Id) == (IdHeader is null ? 0 : 1),
            $"{nameof(IdHeader)} and {nameof(SignedPart)}.{nameof(SignedPart.Id)} belong together.");
        ThrowUnless(Timestamp?.ListPrefix is null || Format.Separator is not null,
            "a timestamp inside the signature header needs a list format.");
    }

    private int Count(SignedPartKind kind)
    {
        int count = 0;
        foreach (SignedPart part in SignedContent)
        {
            count += part.Kind == kind ? 1 : 0;
        }

        return count;
    }

    private static void ThrowUnless(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The signature scheme is inconsistent: {what}");
        }
    }
}
