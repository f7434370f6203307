namespace Webhooks.Receiver;

/// <summary>The content of well-formed signature headers. The MACs are not in it, but in a caller-owned buffer.</summary>
internal ref struct ParsedSignatureHeaders
{
    public int MacCount;
    public ReadOnlySpan<char> Timestamp;
    public DateTimeOffset Instant;
    public bool IsInstantRoundedDown;
    public ReadOnlySpan<char> Id;
}
