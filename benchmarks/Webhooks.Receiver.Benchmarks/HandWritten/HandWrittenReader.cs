using System.Text.Json;

namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>Reads what the provider's page tells one to: look at the type, then take the data for what it is.</summary>
internal static class HandWrittenReader
{
    /// <summary>The data of an <c>ad.click</c>; null for an event of another type, which a click's reader has no use for.</summary>
    public static HandWrittenClickData? ReadClick(byte[] body)
    {
        HandWrittenEvent? e = JsonSerializer.Deserialize(body, HandWrittenJsonContext.Default.HandWrittenEvent);
        return e?.Type switch
        {
            "ad.click" => e.Data.Deserialize(HandWrittenJsonContext.Default.HandWrittenClickData),
            _ => null,
        };
    }

    /// <summary>Reads any body as an <c>ad.click</c>: right for as long as nobody subscribes the endpoint to a second type.</summary>
    public static HandWrittenClickData? ReadOnlyClick(byte[] body) =>
        JsonSerializer.Deserialize(body, HandWrittenJsonContext.Default.HandWrittenClick)?.Data;
}
