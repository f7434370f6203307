using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>The host knows how long it waits when it stops.</summary>
internal sealed class WebhookHostOptionsSetup(IOptions<HostOptions> host) : IConfigureOptions<WebhookHostOptions>
{
    public void Configure(WebhookHostOptions options) => options.ShutdownTimeout = host.Value.ShutdownTimeout;
}
