using System.Text.Json;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// What CueAPI sends, as UTF-8 bytes: the envelope that its released server (cueapi/cueapi-core) writes around the payload of a cue.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Each call without an id makes a new event. Pass the same id again for a retry of an event. There is no payload of an unknown type:
/// CueAPI names none.
/// </remarks>
public static class CueApiSamplePayloads
{
    private const string ExecutionType = "execution";

    /// <summary>The one type, <c>execution</c>: the value of <see cref="CueApiEvent.Type"/>.</summary>
    public static IReadOnlyList<string> EventTypes { get; } = [ExecutionType];

    /// <summary>The payload of an event type.</summary>
    /// <param name="eventType"><c>execution</c>.</param>
    /// <param name="id">The execution's id; a new one if null.</param>
    /// <exception cref="ArgumentException">The type is another one.</exception>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType == ExecutionType
            ? Execution(id)
            : throw new ArgumentException($"CueAPI names no types; the type of all its events here is '{ExecutionType}'.", nameof(eventType));
    }

    /// <summary>The envelope of an execution.</summary>
    /// <param name="id">The execution's id; a new one if null.</param>
    /// <param name="payload">The payload of the cue, as JSON; <c>{"task": "daily-sync"}</c> if null.</param>
    /// <param name="attempt">The number of the attempt, from one.</param>
    /// <exception cref="ArgumentException">The payload is not JSON.</exception>
    public static byte[] Execution(string? id = null, string? payload = null, int attempt = 1)
    {
        ThrowIfNotJson(payload);
        return SampleJson.Utf8(
            $$"""{"attempt": {{attempt}}, "cue_id": "cue_abc123def456", "execution_id": {{SampleJson.Text(id ?? SampleJson.NewUuid())}}, """
            + $$"""
            "name": "daily-sync", "payload": {{payload ?? """{"task": "daily-sync"}"""}}, "scheduled_for": "2026-03-13T09:00:00+00:00"}
            """);
    }

    private static void ThrowIfNotJson(string? payload)
    {
        try
        {
            JsonDocument.Parse(payload ?? "{}").Dispose();
        }
        catch (JsonException)
        {
            throw new ArgumentException("The payload is not JSON.", nameof(payload)); // the exception of the parser quotes it
        }
    }
}
