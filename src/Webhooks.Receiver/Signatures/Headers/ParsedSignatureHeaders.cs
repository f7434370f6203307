namespace Webhooks.Receiver;

/// <summary>What well-formed headers say; the MACs themselves go to the caller's buffer.</summary>
internal ref struct ParsedSignatureHeaders
{
    public int MacCount;
    public ReadOnlySpan<char> Timestamp;
    public DateTimeOffset Instant;
    public bool IsInstantRoundedDown;
    public ReadOnlySpan<char> Id;
}
