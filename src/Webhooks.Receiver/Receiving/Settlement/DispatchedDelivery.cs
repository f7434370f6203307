using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>A claimed delivery whose event goes to a dispatcher.</summary>
internal sealed class DispatchedDelivery(
    in VerifiedDelivery verified, ClaimToken token, WebhookDispatcher dispatcher, IServiceScopeFactory scopes, ILogger logger)
    : ClaimedDelivery(verified.Delivery, token)
{
    private readonly object _event = verified.Event;

    public override bool EndsWithRequest => dispatcher.RequestServices is not null;

    public override async ValueTask<HandlerResult> HandleAsync(CancellationToken cancellationToken)
    {
        var context = new WebhookContext(dispatcher.RequestServices, scopes, Delivery, cancellationToken);
        try
        {
            try
            {
                return await dispatcher.HandleAsync(_event, context).ConfigureAwait(false);
            }
            finally
            {
                await context.EndScopeAsync().ConfigureAwait(false); // may throw, as the handler may
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
