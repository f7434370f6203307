using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A customer sent a message (<c>message.received</c>).</summary>
public sealed record CubeConnectMessageReceived : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.MessageReceived;

    /// <summary>The WhatsApp account's id; sent as a number, and expected to become a string.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? WhatsappAccountId { get; init; }

    /// <summary>The message's id, such as <c>wamid.HBgL…</c>; its member on the wire is <c>wa_message_id</c>.</summary>
    [JsonPropertyName("wa_message_id")]
    [JsonConverter(typeof(IdJsonConverter))]
    public required string MessageId { get; init; }

    /// <summary>The sender's number: digits, no plus sign.</summary>
    public string? From { get; init; }

    /// <summary>The sender's name.</summary>
    public string? SenderName { get; init; }

    /// <summary>The message's kind; its member on the wire is <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public CubeConnectMessageKind? MessageKind { get; init; }

    /// <summary>The text, the caption, the file name, or a word for what was sent, depending on the kind.</summary>
    public string? Content { get; init; }
}
