using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

internal sealed class ClaimedDelivery<TEvent>(
    TEvent webhookEvent,
    WebhookDelivery delivery,
    ClaimToken token,
    WebhookDispatcher<TEvent> dispatcher,
    IServiceScopeFactory scopes,
    ILogger logger) : ClaimedDelivery(delivery, token)
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override bool EndsWithRequest => dispatcher.RequestServices is not null;

    public override async ValueTask<HandlerResult> HandleAsync(CancellationToken cancellationToken)
    {
        try
        {
            return dispatcher.RequestServices is { } services
                ? await DispatchAsync(services, cancellationToken).ConfigureAwait(false)
                : await DispatchInScopeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return HandlerResult.Cancelled;
        }
        catch (Exception e)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, WebhookTelemetry.HandlerFailed);
            Log.HandlerThrew(logger, e, Delivery.Provider, Delivery.Endpoint, Delivery.Key.ShortName);
            return HandlerResult.Failed;
        }
        finally
        {
            Delivery.Body.Dispose();
        }
    }

    private async ValueTask<HandlerResult> DispatchInScopeAsync(CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            return await DispatchAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask<HandlerResult> DispatchAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(webhookEvent, new WebhookContext(services, Delivery, cancellationToken));
}
