using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Takes note of each request before any other middleware runs, and runs the checks when the pipeline is built and nothing listens
/// yet.
/// </summary>
internal sealed class WebhookStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => http =>
        {
            ReceivedRequest.Capture(http);
            return following(http);
        });
        next(app);
        IServiceProvider services = app.ApplicationServices;
        if (services.GetService<EndpointDataSource>() is { } endpoints)
        {
            services.GetRequiredService<WebhookEndpointChecks>().Check(endpoints.Endpoints);
        }
    };
}
