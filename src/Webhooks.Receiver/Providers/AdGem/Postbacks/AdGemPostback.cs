using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

/// <summary>
/// A server postback of version 3, which AdGem sends for each conversion: an <see cref="AdGemConversion"/>, or an
/// <see cref="AdGemUnknownPostback"/>.
/// </summary>
public abstract record AdGemPostback : WebhookObject, IWebhookEvent<AdGemPostback>
{
    // Only types of this assembly: a switch over them is complete.
    private protected AdGemPostback()
    {
    }

    /// <summary>AdGem's postbacks, as a provider.</summary>
    public static WebhookProvider<AdGemPostback> Provider { get; } = new AdGemPostbackProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>Always <c>postback</c>: AdGem names no type.</summary>
    [JsonIgnore]
    public string Type => AdGemPostbackProvider.PostbackType;

    /// <summary>The postback's id, a UUID. Signed: it identifies the postback.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string RequestId { get; init; }

    /// <summary>When the postback was sent; null if it is missing.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
