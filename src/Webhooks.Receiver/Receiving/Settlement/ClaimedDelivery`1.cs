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
            var services = new HandlerServices(dispatcher.RequestServices, scopes);
            await using (services.ConfigureAwait(false))
            {
                return await dispatcher.DispatchAsync(webhookEvent, new WebhookContext(services, Delivery, cancellationToken)).ConfigureAwait(false);
            }
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
}
