namespace Webhooks.Receiver;

/// <summary>Where an event of a known type could not be read. Quotes nothing of the body, so it is safe to log.</summary>
/// <param name="Line">The zero-based line, where known.</param>
/// <param name="BytePosition">The zero-based byte in that line, where known.</param>
public sealed record WebhookReadError(long? Line, long? BytePosition)
{
    /// <summary>A sentence for people.</summary>
    public string Message => $"The event's type is known, but its data has another shape (line {Line ?? 0}, byte {BytePosition ?? 0}).";

    /// <summary>Keeps of an exception only where it happened.</summary>
    internal static WebhookReadError Of(Exception exception) => exception is System.Text.Json.JsonException json
        ? new WebhookReadError(json.LineNumber, json.BytePositionInLine)
        : new WebhookReadError(null, null);
}
