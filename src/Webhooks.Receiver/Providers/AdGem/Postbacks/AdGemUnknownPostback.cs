using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

/// <summary>An authentic postback in a shape that this version cannot read (<see cref="ReadError"/>). All of its JSON is kept. Credit nothing.</summary>
public sealed record AdGemUnknownPostback : AdGemPostback, IUnknownWebhookEvent
{
    /// <summary>The postback's data as raw JSON; <see cref="JsonValueKind.Undefined"/> if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement Data => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("data"u8, out JsonElement data) ? data : default;

    /// <summary>The whole postback as raw JSON.</summary>
    public required JsonElement Json { get; init; }

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; init; }
}
