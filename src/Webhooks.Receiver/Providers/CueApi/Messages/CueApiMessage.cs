using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// An event about a message to one of your agents, sent by CueAPI: a <see cref="CueApiMessageCreated"/>, or a
/// <see cref="CueApiUnknownMessage"/>.
/// </summary>
public abstract record CueApiMessage : WebhookObject, IWebhookEvent<CueApiMessage>
{
    // Only types of this assembly: a switch over them is complete.
    private protected CueApiMessage()
    {
    }

    /// <summary>CueAPI's messages to agents, as a provider.</summary>
    public static WebhookProvider<CueApiMessage> Provider { get; } = new CueApiMessageProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary><c>message.created</c>, unless the header, which is not signed, names another type.</summary>
    [JsonIgnore]
    public abstract string Type { get; }

    /// <summary>The message's id, such as <c>msg_abc123def456</c>. Signed, and the same on every retry: it identifies the event.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string Id { get; init; }
}
