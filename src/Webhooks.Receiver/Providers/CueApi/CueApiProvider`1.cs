using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI, with payloads that are read as a type of the user.</summary>
internal sealed class CueApiProvider<TPayload> : WebhookProvider<CueApiEvent<TPayload>>
    where TPayload : class
{
    private const string PayloadMember = "payload";

    private static string NotRegistered => $"No JsonTypeInfo is registered for the payload {typeof(TPayload).Name}. "
        + $"Call AddWebhooks().AddCueApiPayload(YourJsonContext.Default.{typeof(TPayload).Name}).";

    public override string Name => CueApiProvider.ProviderName;

    public override string ConfigurationSection => CueApiProvider.SectionName;

    public override IReadOnlyList<string> Methods => CueApiProvider.CueApiMethods;

    public override IReadOnlyList<string> Headers => CueApiProvider.CueApiHeaderNames;

    public override SignatureScheme Scheme => CueApiProvider.CueApiScheme;

    public override SenderBehavior Sender => CueApiProvider.CueApiSender;

    public override WebhookParseResult<CueApiEvent<TPayload>> Parse(WebhookPayload payload)
    {
        WebhookParseResult<CueApiEvent> untyped = CueApiEvent.Provider.Parse(payload);
        if (untyped.Event is not { } e)
        {
            return untyped.With<CueApiEvent<TPayload>>(null);
        }

        JsonTypeInfo<TPayload> typeInfo = GetTypeInfo(payload.Services);
        JsonBody.IsTooDeep(payload.Body, payload.MaxJsonDepth, out bool isDeep);
        return untyped.With(isDeep ? ReadDeepPayload(e, typeInfo) : ReadPayload(e, typeInfo));
    }

    internal override string? FindError(IServiceProvider? services) =>
        services?.GetService<CueApiPayloadRegistration<TPayload>>()?.TypeInfo is not { } type ? NotRegistered
        : JsonReadability.FindError(type.Type, type.Options) is { } error ? $"Payloads of provider '{Name}' cannot be read. {error}"
        : null;

    private static JsonTypeInfo<TPayload> GetTypeInfo(IServiceProvider? services) =>
        services?.GetService<CueApiPayloadRegistration<TPayload>>()?.TypeInfo ?? throw new InvalidOperationException(NotRegistered);

    private static CueApiEvent<TPayload> ReadDeepPayload(CueApiEvent e, JsonTypeInfo<TPayload> typeInfo) => DeepStack.Run(() => ReadPayload(e, typeInfo));

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
                : new CueApiUnknownEvent<TPayload>(e, new WebhookReadError(PayloadMember));
        }
        catch (Exception)
        {
            // The user's types and converters run here, and can throw any exception.
            return new CueApiUnknownEvent<TPayload>(e, new WebhookReadError(FindUnreadable(e.Payload, typeInfo)));
        }
    }

    private static string FindUnreadable(JsonElement payload, JsonTypeInfo<TPayload> typeInfo)
    {
        try
        {
            var check = new JsonMemberCheck();
            return check.FindUnreadable(payload, typeInfo, PayloadMember) ?? (check.Optional is [{ } first, ..] ? first.Path : PayloadMember);
        }
        catch (Exception)
        {
            return PayloadMember; // a converter reads the payload as a whole, so no member can be named
        }
    }
}
