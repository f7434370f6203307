using System.Text;

namespace Webhooks.Receiver;

/// <summary>One part of the bytes that a scheme signs. Immutable.</summary>
public sealed class SignedPart
{
    private SignedPart(SignedPartKind kind, byte[] literal)
    {
        Kind = kind;
        Literal = literal;
    }

    /// <summary>The body's bytes exactly as received.</summary>
    public static SignedPart Body { get; } = new(SignedPartKind.Body, []);

    /// <summary>The timestamp's text exactly as received, without outer spaces.</summary>
    public static SignedPart Timestamp { get; } = new(SignedPartKind.Timestamp, []);

    /// <summary>The text of <see cref="SignatureScheme.IdHeader"/> exactly as received, without outer spaces.</summary>
    public static SignedPart Id { get; } = new(SignedPartKind.Id, []);

    /// <summary>The bytes of a <see cref="Text"/> part; empty for the other parts, which differ between deliveries.</summary>
    public ReadOnlySpan<byte> FixedBytes => Literal;

    internal SignedPartKind Kind { get; }

    internal byte[] Literal { get; }

    /// <summary>Fixed text between the other parts, such as <c>.</c>, as UTF-8.</summary>
    /// <param name="text">The text; not empty.</param>
    public static SignedPart Text(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new SignedPart(SignedPartKind.Text, Encoding.UTF8.GetBytes(text));
    }
}
