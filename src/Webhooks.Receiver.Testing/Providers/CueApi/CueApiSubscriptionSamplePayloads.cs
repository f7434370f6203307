using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// The event batches that CueAPI sends, as UTF-8 bytes: as its released server (cueapi/cueapi-core) writes them. They are signed in another form:
/// pass <see cref="WebhookSigner.Sign(SignatureScheme, string, WebhookRequest, DateTimeOffset?, string?)"/> a request. Thread-safe.
/// </summary>
/// <remarks>Each event without an id is a new one. Pass the same id again for the same event in another batch.</remarks>
public static class CueApiSubscriptionSamplePayloads
{
    /// <summary>The types that CueAPI's server knows, each with a payload.</summary>
    public static IReadOnlyList<string> EventTypes { get; } =
        [CueApiSubscriptionEventTypes.MessageDelivered, CueApiSubscriptionEventTypes.MessageDigest, CueApiSubscriptionEventTypes.TurnPass];

    /// <summary>A batch with one event; of an unknown type if CueAPI's server does not know the type.</summary>
    /// <param name="eventType">The type as CueAPI writes it, such as <c>message.delivered</c>.</param>
    /// <param name="id">The event's id; a new one if null.</param>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return Batch((eventType, id));
    }

    /// <summary>A batch with several events.</summary>
    /// <param name="events">The type of each event and its id, a new one if null; none for an empty batch.</param>
    public static byte[] Batch(params IReadOnlyList<(string EventType, string? Id)> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        string[] ids = [.. events.Select(e => e.Id is { } id ? WriteId(id) : SampleJson.NewDigits("1", 12))];
        string subscription = "11111111-2222-3333-4444-555555555555";
        string range = $"dlv_{subscription}_{string.Join('_', new[] { ids.FirstOrDefault("0"), ids.LastOrDefault("0") }.Select(id => id.Trim('"')))}";
        return SampleJson.Utf8($$$"""
            {"delivery_id": {{{SampleJson.Text(range)}}},
            "events": [{{{string.Join(", ", events.Select((e, i) => WriteEvent(e.EventType, ids[i])))}}}],
            "subscription_id": "{{{subscription}}}"}
            """.ReplaceLineEndings(" "));
    }

    private static string WriteEvent(string eventType, string id)
    {
        string payload = eventType switch
        {
            CueApiSubscriptionEventTypes.MessageDelivered => """
                {"correlation_id": null, "message_id": "msg_abc123def456", "priority": 3, "recipient_agent_id": "agt_recipient001",
                "reply_to": null, "sender_agent_id": "agt_sender000001", "subject": null, "thread_id": "msg_abc123def456"}
                """,
            CueApiSubscriptionEventTypes.MessageDigest => """
                {"bundle_count": 1, "bundled_messages": [{"emitted_at": "2026-05-12T00:01:00+00:00", "message_id": "msg_abc123def456",
                "priority": 1, "sender_agent_id": "agt_sender000001", "subject": null}], "digest_period_end": "2026-05-12T00:10:00+00:00",
                "digest_period_start": "2026-05-12T00:01:00+00:00", "recipient_agent_id": "agt_recipient001"}
                """,
            _ => "{}",
        };
        return $$"""{"emitted_at": "2026-05-12T00:00:00+00:00", "event_type": {{SampleJson.Text(eventType)}}, "id": {{id}}, "payload": {{payload}}}""";
    }

    /// <summary>A whole number, as CueAPI sends it, if the id is one.</summary>
    private static string WriteId(string id) =>
        id.Length is > 0 and <= 19 && id[0] != '0' && id.All(char.IsAsciiDigit) ? id : SampleJson.Text(id);
}
