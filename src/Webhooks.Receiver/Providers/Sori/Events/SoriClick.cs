using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Sori;

/// <summary>A user visited the campaign's address (<c>click</c>). It has no material.</summary>
public sealed record SoriClick : SoriEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event_type")]
    public override string Type => SoriEventTypes.Click;
}
