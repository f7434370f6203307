using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>The endpoint filter behind <see cref="Webhook{TEvent}"/> parameters.</summary>
internal static class WebhookFilter<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        MappedWebhook mapped = WebhookMapping.MappedOf(http, TEvent.Provider);
        var dispatcher = new FilterDispatcher<TEvent>(context, next);
        if (await mapped.Exchange.ReceiveAsync(http, mapped, dispatcher).ConfigureAwait(false) is not { } result)
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
