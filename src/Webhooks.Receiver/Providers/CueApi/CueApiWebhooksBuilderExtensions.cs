using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Webhooks.Receiver.CueApi;

/// <summary>Registers services for deliveries from CueAPI.</summary>
public static class CueApiWebhooksBuilderExtensions
{
    /// <summary>
    /// Registers the type information of a payload, for endpoints and handlers of <see cref="CueApiEvent{TPayload}"/>. If called again, the last
    /// registration counts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="payloadTypeInfo">From your <c>JsonSerializerContext</c>, such as <c>MyJsonContext.Default.DailySync</c>.</param>
    /// <typeparam name="TPayload">Your payload.</typeparam>
    public static IWebhooksBuilder AddCueApiPayload<TPayload>(this IWebhooksBuilder builder, JsonTypeInfo<TPayload> payloadTypeInfo)
        where TPayload : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(payloadTypeInfo);
        builder.Services.Replace(ServiceDescriptor.Singleton(new CueApiPayloadRegistration<TPayload>(payloadTypeInfo)));
        return builder;
    }
}
