using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>The status of a sent message changed (<c>message.status_updated</c>).</summary>
public sealed record CubeConnectMessageStatusUpdated : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.MessageStatusUpdated;

    /// <summary>The WhatsApp account's id; sent as a number, and expected to become a string.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? WhatsappAccountId { get; init; }

    /// <summary>The message's id, such as <c>wamid.HBgL…</c>.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string MessageId { get; init; }

    /// <summary>The status. Statuses may arrive out of order.</summary>
    public required CubeConnectMessageStatus Status { get; init; }

    /// <summary>The recipient's number: digits, no plus sign.</summary>
    public string? Recipient { get; init; }

    /// <summary>The errors; null if there are none.</summary>
    public IReadOnlyList<CubeConnectMessageError>? Errors { get; init; }
}
