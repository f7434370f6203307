using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Runs the handler of one endpoint: a registered one from the delivery's services, or a new one created with them.</summary>
internal static class EndpointHandler
{
    /// <param name="services">The services of the app.</param>
    /// <exception cref="InvalidOperationException">The handler is not registered, and none of its constructors can be chosen.</exception>
    public static Func<TEvent, WebhookContext, Task> DelegateTo<
        TEvent, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(IServiceProvider services)
        where TEvent : class, IWebhookEvent<TEvent>
        where THandler : class, IWebhookHandler<TEvent>
    {
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(THandler)) == true)
        {
            return static (webhookEvent, context) => context.Services.GetRequiredService<THandler>().HandleAsync(webhookEvent, context);
        }

        ObjectFactory<THandler> create = ActivatorUtilities.CreateFactory<THandler>([]); // a container may also know it and not tell
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
