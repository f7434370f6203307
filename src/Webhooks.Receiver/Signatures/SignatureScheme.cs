namespace Webhooks.Receiver;

/// <summary>
/// Declares how a provider signs with HMAC-SHA256: in which header, in which format, over which bytes, with which key.
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
    /// <summary>The name of the header that holds the signature; case does not matter.</summary>
    public required string Header { get; init; }

    /// <summary>The format of the signature header.</summary>
    /// <value>One value without a prefix.</value>
    public SignatureFormat Format { get; init; } = SignatureFormat.Value();

    /// <summary>The encoding of the MAC's bytes.</summary>
    /// <value><see cref="SignatureEncoding.Hex"/>.</value>
    public SignatureEncoding Encoding { get; init; } = SignatureEncoding.Hex;

    /// <summary>The encoding of the configured secret.</summary>
    /// <value><see cref="Webhooks.Receiver.SecretEncoding.Utf8"/>.</value>
    public SecretEncoding SecretEncoding { get; init; } = SecretEncoding.Utf8;

    /// <summary>The parts of the signed bytes, in order. They have to contain the body exactly once.</summary>
    /// <value>The body alone.</value>
    public IReadOnlyList<SignedPart> SignedContent { get; init; } = [SignedPart.Body];

    /// <summary>The signed time; <see langword="null"/> if none is signed, so that old deliveries cannot be refused.</summary>
    public SignatureTimestamp? Timestamp { get; init; }

    /// <summary>The header whose value <see cref="SignedPart.Id"/> signs; <see langword="null"/> if no id is signed.</summary>
    public string? IdHeader { get; init; }

    /// <summary>Whether the scheme signs a time, so that old deliveries can be refused.</summary>
    internal bool SignsTimestamp => Timestamp is not null;

    /// <summary>Whether the signature covers a header.</summary>
    internal bool Signs(string header) =>
        string.Equals(header, IdHeader, StringComparison.OrdinalIgnoreCase)
        || string.Equals(header, Timestamp?.Header, StringComparison.OrdinalIgnoreCase);

    /// <summary>Throws if the parts contradict each other. Called once, when a verifier is created.</summary>
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
