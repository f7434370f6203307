using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI with payloads read into a type of the user's.</summary>
internal sealed class CueApiProvider<TPayload> : WebhookProvider<CueApiEvent<TPayload>>
    where TPayload : class
{
    public override string Name => CueApiProvider.ProviderName;

    public override string ConfigurationSection => CueApiProvider.SectionName;

    public override IReadOnlyList<string> Methods => CueApiProvider.CueApiMethods;

    public override SignatureScheme Scheme => CueApiProvider.CueApiScheme;

    public override SenderBehavior Sender => CueApiProvider.CueApiSender;

    public override string? SetupError => TypeInfo is null ? MissingTypeInfo : null;

    /// <summary>How payloads are read: registered at start, the same for all endpoints.</summary>
    public static JsonTypeInfo<TPayload>? TypeInfo { get; set; }

    private static string MissingTypeInfo => $"No JsonTypeInfo is registered for the payload {typeof(TPayload).Name}. "
        + $"Call AddWebhooks().AddCueApiPayload(YourJsonContext.Default.{typeof(TPayload).Name}).";

    public override WebhookParseResult<CueApiEvent<TPayload>> Parse(WebhookPayload payload)
    {
        WebhookParseResult<CueApiEvent> untyped = CueApiEvent.Provider.Parse(payload);
        return untyped.Status switch
        {
            WebhookParseStatus.Parsed => WebhookParseResult<CueApiEvent<TPayload>>.Parsed(
                ReadPayload(untyped.Event!), untyped.Identity, untyped.OccurredAt, untyped.Attempt),
            WebhookParseStatus.IdentityMismatch => WebhookParseResult<CueApiEvent<TPayload>>.IdentityMismatch,
            _ => WebhookParseResult<CueApiEvent<TPayload>>.Malformed,
        };
    }

    private static CueApiEvent<TPayload> ReadPayload(CueApiEvent e)
    {
        if (e is CueApiUnknownEvent unknown)
        {
            return new CueApiUnknownEvent<TPayload>(e, unknown.ReadError);
        }

        JsonTypeInfo<TPayload> typeInfo = TypeInfo ?? throw new InvalidOperationException(MissingTypeInfo);
        try
        {
            return e.Payload.Deserialize(typeInfo) is { } payload
                ? new CueApiExecution<TPayload>(e, payload)
                : new CueApiUnknownEvent<TPayload>(e, new WebhookReadError(null, null));
        }
        catch (Exception exception)
        {
            // The user's own type and converters run here, and may throw whatever they like.
            return new CueApiUnknownEvent<TPayload>(e, WebhookReadError.Of(exception));
        }
    }
}
