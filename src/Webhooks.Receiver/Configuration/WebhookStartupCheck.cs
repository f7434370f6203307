using Microsoft.Extensions.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// Checks an app when its host has started: all endpoints that were checked one by one by then, and the default endpoints of the other
/// providers that handlers are registered for.
/// </summary>
internal sealed class WebhookStartupCheck(EndpointChecks checks) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (checks.GetErrorsAtStart() is { Count: > 0 } errors)
        {
            throw new WebhookConfigurationException(errors);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
