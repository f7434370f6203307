using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// What SORI sends, as UTF-8 bytes: the published examples (SORI's page "Campaign Webhook"), in which most values are the word
/// <c>string</c>. Thread-safe.
/// </summary>
/// <remarks>
/// SORI sends no id: the whole body identifies an event. Each call without an id takes another device, and so makes a new event. Pass
/// the same id again for a retry of an event. SORI does not sign: send a payload to a URL with a URL token.
/// </remarks>
public static class SoriSamplePayloads
{
    /// <summary>The types that SORI lists, each with a payload.</summary>
    public static IReadOnlyList<string> EventTypes { get; } = [SoriEventTypes.Impression, SoriEventTypes.Click];

    /// <summary>The payload of an event type; that of <see cref="Unknown"/> for a type that SORI does not list.</summary>
    /// <param name="eventType">The type as SORI writes it, such as <c>click</c>.</param>
    /// <param name="id">The device's id; a new one if null.</param>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType switch
        {
            SoriEventTypes.Impression => Impression(id),
            SoriEventTypes.Click => Click(id),
            _ => Unknown(id, eventType),
        };
    }

    /// <summary>The published <c>impression</c>.</summary>
    /// <param name="id">The device's id; a new one if null.</param>
    public static byte[] Impression(string? id = null) => SampleJson.Utf8($$"""
        {
          "event_type": "impression",
          "material_id": "string",
          "material_name": "string",
          "campaign_id": "string",
          "campaign_name": "string",
          "device_id": {{Id(id)}},
          "platform": "string",
          "timestamp": "2024-01-01T12:00:00Z"
        }
        """);

    /// <summary>The published <c>click</c>.</summary>
    /// <param name="id">The device's id; a new one if null.</param>
    public static byte[] Click(string? id = null) => WithoutMaterial(SoriEventTypes.Click, id);

    /// <summary>An event of a type that SORI does not list: what a receiver sees when SORI adds one.</summary>
    /// <param name="id">The device's id; a new one if null.</param>
    /// <param name="eventType">The type.</param>
    public static byte[] Unknown(string? id = null, string eventType = "unheard_of") => WithoutMaterial(eventType, id);

    private static byte[] WithoutMaterial(string eventType, string? id) => SampleJson.Utf8($$"""
        {
          "event_type": {{SampleJson.Text(eventType)}},
          "campaign_id": "string",
          "campaign_name": "string",
          "device_id": {{Id(id)}},
          "platform": "string",
          "timestamp": "2024-01-01T12:00:00Z"
        }
        """);

    private static string Id(string? id) => SampleJson.Text(id ?? SampleJson.NewHex("device-"));
}
