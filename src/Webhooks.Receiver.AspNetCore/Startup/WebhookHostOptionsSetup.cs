using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Sets the shutdown timeout to the host's, unless the app has set one.</summary>
internal sealed class WebhookHostOptionsSetup(IOptions<HostOptions> host) : IPostConfigureOptions<WebhookHostOptions>
{
    public void PostConfigure(string? name, WebhookHostOptions options) => options.ShutdownTimeout ??= host.Value.ShutdownTimeout;
}
