namespace Webhooks.Receiver;

/// <summary>The content of well-formed signature headers.</summary>
internal ref struct ParsedSignatureHeaders
{
    public ReadOnlySpan<byte> Signatures; // decoded, one after the other, in a caller-owned buffer
    public ReadOnlySpan<char> Timestamp;
    public DateTimeOffset Instant;
    public bool IsInstantRoundedDown;
    public ReadOnlySpan<char> Id;
}
