using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Runs the handler of one endpoint: a registered one from the delivery's services, or a new one created with them.</summary>
internal static class EndpointHandler
{
    /// <exception cref="InvalidOperationException">No constructor of the handler can be chosen.</exception>
    public static Func<TEvent, WebhookContext, Task> DelegateTo<
        TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TEvent : class, IWebhookEvent<TEvent>
        where THandler : class, IWebhookHandler<TEvent>
    {
        ObjectFactory<THandler> create = ActivatorUtilities.CreateFactory<THandler>([]);
        return (webhookEvent, context) => context.Services.GetService<THandler>() is { } registered
            ? registered.HandleAsync(webhookEvent, context)
            : HandleAndDisposeAsync(create(context.Services, null), webhookEvent, context);
    }

    private static async Task HandleAndDisposeAsync<TEvent>(IWebhookHandler<TEvent> handler, TEvent webhookEvent, WebhookContext context)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        try
        {
            await handler.HandleAsync(webhookEvent, context).ConfigureAwait(false);
        }
        finally
        {
            if (handler is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (handler as IDisposable)?.Dispose();
            }
        }
    }
}
