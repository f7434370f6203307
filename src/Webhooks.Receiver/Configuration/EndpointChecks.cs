using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>The checks of an endpoint at start: its settings, its handlers, and what its provider needs.</summary>
internal sealed class EndpointChecks(WebhookSettingsSource settings, WebhookHandlerTable handlers, IServiceProvider services)
{
    /// <summary>What keeps the endpoint from starting, in sentences that say what to do.</summary>
    public IReadOnlyList<string> ErrorsOf(WebhookEndpoint endpoint)
    {
        List<string> errors = [.. settings.ErrorsOf(endpoint), .. handlers.ErrorsOf(endpoint)];
        if (endpoint.Provider.ErrorOf(services) is { } error)
        {
            errors.Add(error);
        }

        return errors;
    }
}
