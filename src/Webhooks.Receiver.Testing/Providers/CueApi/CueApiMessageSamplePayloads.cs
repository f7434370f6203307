using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Testing;

/// <summary>The messages to agents that CueAPI sends, as UTF-8 bytes: as its released server (cueapi/cueapi-core) writes them. Thread-safe.</summary>
/// <remarks>Each call without an id makes a new message. Pass the same id again for a retry.</remarks>
public static class CueApiMessageSamplePayloads
{
    private const string CreatedType = "message.created";

    /// <summary>The one type, <c>message.created</c>: the value of <see cref="CueApiMessage.Type"/>.</summary>
    public static IReadOnlyList<string> EventTypes { get; } = [CreatedType];

    /// <summary>The payload of an event type.</summary>
    /// <param name="eventType"><c>message.created</c>.</param>
    /// <param name="id">The message's id; a new one if null.</param>
    /// <exception cref="ArgumentException">The type is another one: it would be in a header.</exception>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType == CreatedType
            ? MessageCreated(id)
            : throw new ArgumentException($"The only type of a message is '{CreatedType}'.", nameof(eventType));
    }

    /// <summary>A message that starts a thread.</summary>
    /// <param name="id">The message's id; a new one if null.</param>
    /// <param name="body">Its text.</param>
    public static byte[] MessageCreated(string? id = null, string body = "Plan the day")
    {
        string message = SampleJson.Text(id ?? SampleJson.NewHex("msg_", 12));
        return SampleJson.Utf8($$$"""
            {"body": {{{SampleJson.Text(body)}}}, "created_at": "2026-05-12T08:30:00.123456+00:00", "expects_reply": false,
            "from": {"agent_id": "agt_sender000001", "slug": "planner@acme"}, "id": {{{message}}}, "metadata": {}, "priority": 3,
            "reply_to": null, "reply_to_agent_id": null, "subject": null, "thread_id": {{{message}}},
            "to": {"agent_id": "agt_recipient001", "slug": "worker@acme"}}
            """.ReplaceLineEndings(" "));
    }
}
