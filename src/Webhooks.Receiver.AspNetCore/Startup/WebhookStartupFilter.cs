using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Runs the checks when the pipeline is built and nothing listens yet.</summary>
internal sealed class WebhookStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        IServiceProvider services = app.ApplicationServices;
        if (services.GetService<EndpointDataSource>() is { } endpoints)
        {
            services.GetRequiredService<WebhookEndpointChecks>().Check(endpoints.Endpoints);
        }
    };
}
