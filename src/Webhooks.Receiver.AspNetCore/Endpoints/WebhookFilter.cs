using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>The endpoint filter behind <see cref="Webhook{TEvent}"/> parameters.</summary>
internal static class WebhookFilter
{
    public static async ValueTask<object?> InvokeAsync(
        WebhookEndpointMetadata webhook, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        await webhook.GetEndpoint(http).ReceiveAsync(http, new FreeFormInvocation(context, next)).ConfigureAwait(false);
        return Results.Empty;
    }
}
