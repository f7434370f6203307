using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Parses authenticated bodies with the endpoint's provider.</summary>
internal sealed class DeliveryParser(IServiceProvider services, WebhookLogger logger)
{
    /// <summary>Parses the event. A provider must not throw: its exception may quote the body, and is not logged.</summary>
    /// <returns>Whether the provider did not throw.</returns>
    public bool TryParse(WebhookEndpoint endpoint, WebhookBody body, WebhookHeaders headers, int maxJsonDepth, out WebhookParseResult<object> parsed)
    {
        try
        {
            parsed = endpoint.Provider.ParseUntyped(new WebhookPayload(body.Span, headers, services) { MaxJsonDepth = maxJsonDepth });
            return true;
        }
        catch (Exception e)
        {
            Log.ProviderThrew(logger, endpoint.Provider.Name, endpoint.Name, e.GetType().Name);
            parsed = default;
            return false;
        }
    }
}
