using System.Text;

namespace Webhooks.Receiver;

/// <summary>One part of the bytes that a scheme signs. Immutable.</summary>
public sealed class SignedPart
{
    private SignedPart(SignedPartKind kind) => Kind = kind;

    /// <summary>The body's bytes exactly as received.</summary>
    public static SignedPart Body { get; } = new(SignedPartKind.Body);

    /// <summary>The timestamp's text exactly as received, without outer spaces.</summary>
    public static SignedPart Timestamp { get; } = new(SignedPartKind.Timestamp);

    /// <summary>The text of <see cref="SignatureScheme.IdHeader"/> exactly as received, without outer spaces.</summary>
    public static SignedPart Id { get; } = new(SignedPartKind.Id);

    /// <summary>The HTTP method in upper case, such as <c>POST</c>.</summary>
    public static SignedPart Method { get; } = new(SignedPartKind.Method);

    /// <summary>
    /// The public URL with path and query exactly as received, such as <c>https://example.com/hook?a=1</c>. Scheme and host are those of
    /// <see cref="WebhookOptions.PublicUrl"/>, or of the request if <see cref="WebhookOptions.UseRequestUrl"/> is set. An endpoint with neither does
    /// not start.
    /// </summary>
    public static SignedPart Url { get; } = new(SignedPartKind.Url);

    /// <summary>
    /// The path and the query exactly as received, such as <c>/hook?a=1</c>, after the path of <see cref="WebhookOptions.PublicUrl"/> if it has one.
    /// </summary>
    public static SignedPart PathAndQuery { get; } = new(SignedPartKind.PathAndQuery);

    /// <summary>
    /// The fields of a form body (<c>application/x-www-form-urlencoded</c>), decoded, each as its name and its value with nothing between, in
    /// ordinal order of names and then of values. A pair of name and value that occurs twice is signed once. A body that is no form, or has more than
    /// 1,024 fields, is refused.
    /// </summary>
    /// <remarks>
    /// Neither the body's bytes nor the borders between the fields are signed: fields may come in another order, and <c>a=1&amp;b=2</c> has
    /// the signature of <c>a=1b2</c> too. Never identify events by a hash of the body. If a field has the id, check its form exactly, such as
    /// its prefix and its length, before it becomes the identity: otherwise a captured request can be sent again with another id.
    /// </remarks>
    public static SignedPart SortedForm { get; } = new(SignedPartKind.SortedForm);

    /// <summary>The SHA-256 of the body's bytes in hexadecimal, lower case.</summary>
    public static SignedPart BodyHash { get; } = new(SignedPartKind.BodyHash);

    /// <summary>The bytes of a <see cref="Text"/> part; empty for the other parts, which differ between deliveries.</summary>
    public ReadOnlySpan<byte> FixedBytes => Literal;

    /// <summary>The name of the header of a <see cref="Header"/> part; otherwise null.</summary>
    public string? HeaderName { get; private init; }

    /// <summary>The code of a <see cref="Custom"/> part; otherwise null.</summary>
    public SignedPartWriter? Writer { get; private init; }

    internal SignedPartKind Kind { get; }

    internal byte[] Literal { get; private init; } = [];

    /// <summary>Whether the part has the whole content of the body in it.</summary>
    internal bool CoversBody { get => field || Kind is SignedPartKind.Body or SignedPartKind.SortedForm or SignedPartKind.BodyHash; private init; }

    /// <summary>Whether the part has the scheme and the host of the URL in it.</summary>
    internal bool UsesUrl { get => field || Kind is SignedPartKind.Url; private init; }

    /// <summary>Fixed text between the other parts, such as <c>.</c>, as UTF-8.</summary>
    /// <param name="text">The text; not empty.</param>
    public static SignedPart Text(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new SignedPart(SignedPartKind.Text) { Literal = Encoding.UTF8.GetBytes(text) };
    }

    /// <summary>
    /// The value of a header exactly as received, without outer spaces, as UTF-8. A delivery without the header, or with several of it, is refused.
    /// </summary>
    /// <param name="name">The header's name; case does not matter.</param>
    public static SignedPart Header(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new SignedPart(SignedPartKind.Header) { HeaderName = name };
    }

    /// <summary>Bytes that your own code writes, where no other part says what a sender signs.</summary>
    /// <param name="write">Writes the bytes. Called with requests of strangers: it has to be quick.</param>
    /// <param name="coversBody">
    /// Whether a change of anything in the body changes the bytes. True if the code writes the body in another form; false for parts
    /// beside the body.
    /// </param>
    /// <param name="usesUrl">Whether the code uses the URL. If not, it does not get it, and no URL has to be configured.</param>
    public static SignedPart Custom(SignedPartWriter write, bool coversBody, bool usesUrl = false)
    {
        ArgumentNullException.ThrowIfNull(write);
        return new SignedPart(SignedPartKind.Custom) { Writer = write, CoversBody = coversBody, UsesUrl = usesUrl };
    }
}
