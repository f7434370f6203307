using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>The endpoint filter behind <see cref="Webhook{TEvent}"/> parameters.</summary>
internal static class WebhookFilter<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public static async ValueTask<object?> InvokeAsync(
        WebhookEndpointMetadata webhook, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        MappedWebhook mapped = webhook.Of(http);
        await mapped.Exchange.ReceiveAsync(http, mapped, new FilterDispatcher<TEvent>(context, next)).ConfigureAwait(false);
        return Results.Empty;
    }
}
