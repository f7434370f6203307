using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// A question of a CueAPI server of your own: may an agent send a message to another? Map it with <c>MapWebhookQuestion</c>, and answer with
/// <see cref="CueApiDecision"/>. Any other answer, an exception or silence is a denial.
/// </summary>
public sealed record CueApiAuthorization : WebhookObject, IWebhookEvent<CueApiAuthorization>
{
    /// <summary>CueAPI's authorization hook, as a provider.</summary>
    public static WebhookProvider<CueApiAuthorization> Provider { get; } = new CueApiAuthorizationProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>Always <c>authorization</c>.</summary>
    [JsonIgnore]
    public string Type => CueApiAuthorizationProvider.QuestionType;

    /// <summary>The user of the agent that sends.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string SenderUserId { get; init; }

    /// <summary>The user of the agent that the message is for.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string RecipientUserId { get; init; }

    /// <summary>The agent that sends.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string SenderAgentId { get; init; }

    /// <summary>The agent that the message is for.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string RecipientAgentId { get; init; }

    /// <summary>What is sent, such as <c>message</c>.</summary>
    public required string MessageKind { get; init; }

    /// <summary>The sender's own key for the message; null if it has none.</summary>
    public string? IdempotencyKey { get; init; }
}
