using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>The endpoint filter behind <see cref="Webhook{TEvent}"/> parameters.</summary>
internal static class WebhookFilter<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        Endpoint endpoint = http.GetEndpoint() ?? throw new InvalidOperationException("A webhook filter runs in an endpoint only.");
        MappedWebhook mapped = WebhookMapping.MetadataOf(endpoint, TEvent.Provider).Of(endpoint, http.RequestServices);
        var dispatcher = new FilterDispatcher<TEvent>(context, next);
        if (await WebhookExchange.ReceiveAsync(http, mapped, dispatcher).ConfigureAwait(false) is not { } result)
        {
            return Results.Empty;
        }

        if (dispatcher.Answer is { } answer && result.Outcome is WebhookOutcome.Processed or WebhookOutcome.Failed)
        {
            await answer.SendAsync(http).ConfigureAwait(false);
            return Results.Empty;
        }

        dispatcher.Answer?.Discard(http);
        await WebhookExchange.AnswerAsync(http, mapped, result).ConfigureAwait(false);
        return Results.Empty;
    }
}
