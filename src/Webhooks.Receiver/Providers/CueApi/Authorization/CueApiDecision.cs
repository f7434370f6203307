using System.Buffers;
using System.Text.Json;

namespace Webhooks.Receiver.CueApi;

/// <summary>The two answers to a <see cref="CueApiAuthorization"/>.</summary>
public static class CueApiDecision
{
    /// <summary>The message may be sent.</summary>
    /// <param name="cacheFor">
    /// How long CueAPI may go by this answer without asking again, in whole seconds; not at all by default. It then goes by it for <b>all agents</b> of
    /// these two users: do not let it if your decision depends on the agents.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static WebhookAnswer Allow(TimeSpan cacheFor = default) => Create("allow", null, cacheFor);

    /// <summary>The message may not be sent.</summary>
    /// <param name="reason">Why, for CueAPI's log; null for none.</param>
    /// <param name="cacheFor"><inheritdoc cref="Allow" path="/param[@name='cacheFor']"/></param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public static WebhookAnswer Deny(string? reason = null, TimeSpan cacheFor = default) => Create("deny", reason, cacheFor);

    private static WebhookAnswer Create(string decision, string? reason, TimeSpan cacheFor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cacheFor, TimeSpan.Zero);
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("decision"u8, decision);
            if (reason is not null)
            {
                writer.WriteString("reason"u8, reason);
            }

            writer.WriteNumber("cache_ttl"u8, (long)cacheFor.TotalSeconds); // without it, the answer would be cached for 60 s
            writer.WriteEndObject();
        }

        return WebhookAnswer.Json(json.WrittenMemory);
    }
}
