using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// Checks an app without ASP.NET at start: the default endpoints of the providers that handlers are registered for, unless another
/// endpoint of the provider was checked by then.
/// </summary>
internal sealed class WebhookStartupCheck(WebhookReceiver receiver, EndpointChecks checks) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyCollection<WebhookEndpoint> notChecked = checks.DefaultEndpoints();
        if (notChecked.Count > 0)
        {
            receiver.EnsureAllReady(notChecked);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
