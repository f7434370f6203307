using System.Text.Json;

namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>Reads an event as the provider's page says: first the type, then the data of that type.</summary>
internal static class HandWrittenReader
{
    /// <summary>Reads the data of an <c>ad.click</c>; null for an event of another type.</summary>
    public static HandWrittenClickData? ReadClick(byte[] body)
    {
        HandWrittenEvent? e = JsonSerializer.Deserialize(body, HandWrittenJsonContext.Default.HandWrittenEvent);
        return e?.Type switch
        {
            "ad.click" => e.Data.Deserialize(HandWrittenJsonContext.Default.HandWrittenClickData),
            _ => null,
        };
    }

    /// <summary>Reads every body as an <c>ad.click</c>. Correct only if the endpoint receives no second type.</summary>
    public static HandWrittenClickData? ReadOnlyClick(byte[] body) =>
        JsonSerializer.Deserialize(body, HandWrittenJsonContext.Default.HandWrittenClick)?.Data;
}
