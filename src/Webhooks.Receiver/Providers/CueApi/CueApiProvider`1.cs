using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI with payloads read into a type of the user's.</summary>
internal sealed class CueApiProvider<TPayload> : WebhookProvider<CueApiEvent<TPayload>>
    where TPayload : class
{
    public override string Name => CueApiProvider.ProviderName;

    public override string ConfigurationSection => CueApiProvider.SectionName;

    public override IReadOnlyList<string> Methods => CueApiProvider.CueApiMethods;

    public override IReadOnlyList<string> Headers => CueApiProvider.CueApiHeaderNames;

    public override SignatureScheme Scheme => CueApiProvider.CueApiScheme;

    public override SenderBehavior Sender => CueApiProvider.CueApiSender;

    public override WebhookParseResult<CueApiEvent<TPayload>> Parse(WebhookPayload payload)
    {
        WebhookParseResult<CueApiEvent> untyped = CueApiEvent.Provider.Parse(payload);
        return untyped.Status switch
        {
            WebhookParseStatus.Parsed => WebhookParseResult<CueApiEvent<TPayload>>.Parsed(
                ReadPayload(untyped.Event!, TypeInfoOf(payload.Services)), untyped.Identity, untyped.OccurredAt, untyped.Attempt),
            WebhookParseStatus.IdentityMismatch => WebhookParseResult<CueApiEvent<TPayload>>.IdentityMismatch,
            _ => WebhookParseResult<CueApiEvent<TPayload>>.Malformed,
        };
    }

    internal override string? ErrorOf(IServiceProvider? services) => services?.GetService<CueApiPayloadRegistration<TPayload>>() is null
        ? $"No JsonTypeInfo is registered for the payload {typeof(TPayload).Name}. "
            + $"Call AddWebhooks().AddCueApiPayload(YourJsonContext.Default.{typeof(TPayload).Name})."
        : null;

    private JsonTypeInfo<TPayload> TypeInfoOf(IServiceProvider? services) =>
        services?.GetService<CueApiPayloadRegistration<TPayload>>()?.TypeInfo ?? throw new InvalidOperationException(ErrorOf(services));

    private static CueApiEvent<TPayload> ReadPayload(CueApiEvent e, JsonTypeInfo<TPayload> typeInfo)
    {
        if (e is CueApiUnknownEvent unknown)
        {
            return new CueApiUnknownEvent<TPayload>(e, unknown.ReadError);
        }

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
