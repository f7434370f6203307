using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Testing;

/// <summary>The questions of CueAPI's authorization hook, as UTF-8 bytes: as its released server (cueapi/cueapi-core) writes them. Thread-safe.</summary>
public static class CueApiAuthorizationSamplePayloads
{
    private const string QuestionType = "authorization";

    /// <summary>The one type, <c>authorization</c>: the value of <see cref="CueApiAuthorization.Type"/>.</summary>
    public static IReadOnlyList<string> EventTypes { get; } = [QuestionType];

    /// <summary>The payload of a question.</summary>
    /// <param name="eventType"><c>authorization</c>.</param>
    /// <param name="id">The sender's idempotency key; a new one if null.</param>
    /// <exception cref="ArgumentException">The type is another one.</exception>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType == QuestionType
            ? Question(id: id)
            : throw new ArgumentException($"CueAPI names no types; the type of all questions here is '{QuestionType}'.", nameof(eventType));
    }

    /// <summary>A question for two users.</summary>
    /// <param name="senderUserId">The user whose agent sends.</param>
    /// <param name="recipientUserId">The user whose agent the message is for.</param>
    /// <param name="id">The sender's idempotency key; a new one if null.</param>
    public static byte[] Question(
        string senderUserId = "8d9c1f8e-0000-4000-8000-000000000001", string recipientUserId = "8d9c1f8e-0000-4000-8000-000000000002",
        string? id = null) => SampleJson.Utf8($$"""
            {"idempotency_key": {{SampleJson.Text(id ?? SampleJson.NewUuid())}}, "message_kind": "message", "recipient_agent_id": "agt_recipient001",
            "recipient_user_id": {{SampleJson.Text(recipientUserId)}}, "sender_agent_id": "agt_sender000001",
            "sender_user_id": {{SampleJson.Text(senderUserId)}}}
            """.ReplaceLineEndings(" "));
}
