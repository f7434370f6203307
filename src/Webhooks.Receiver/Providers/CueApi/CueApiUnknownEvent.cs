using System.Text.Json;

namespace Webhooks.Receiver.CueApi;

/// <summary>An authentic envelope in a shape that this version cannot read (<see cref="ReadError"/>). All of its JSON is kept.</summary>
public sealed record CueApiUnknownEvent : CueApiEvent, IUnknownWebhookEvent
{
    /// <summary>The whole body as raw JSON.</summary>
    public required JsonElement Json { get; init; }

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; init; }
}
