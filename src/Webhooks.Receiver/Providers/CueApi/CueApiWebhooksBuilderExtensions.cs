using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver.CueApi;

/// <summary>What can be added to receiving from CueAPI.</summary>
public static class CueApiWebhooksBuilderExtensions
{
    /// <summary>
    /// Says how payloads are read, for endpoints and handlers of <see cref="CueApiEvent{TPayload}"/>. Holds for the whole process;
    /// called again, the last one counts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="payload">From your <c>JsonSerializerContext</c>, such as <c>MyJsonContext.Default.DailySync</c>.</param>
    /// <typeparam name="TPayload">Your payload.</typeparam>
    public static IWebhooksBuilder AddCueApiPayload<TPayload>(this IWebhooksBuilder builder, JsonTypeInfo<TPayload> payload)
        where TPayload : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(payload);
        CueApiProvider<TPayload>.TypeInfo = payload;
        return builder;
    }
}
