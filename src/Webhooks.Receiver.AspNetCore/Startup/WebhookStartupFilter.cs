using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Captures each request before other middleware runs. Runs the checks after the pipeline is built, and before the server listens.
/// </summary>
internal sealed class WebhookStartupFilter : IStartupFilter
{
    /// <summary>Whether a build starts the app to write its OpenAPI document: no server listens, and no secret may be there.</summary>
    private static bool IsDocumented { get; } = Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => http =>
        {
            ReceivedRequest.Capture(http);
            return following(http);
        });
        next(app);
        IServiceProvider services = app.ApplicationServices;
        if (!IsDocumented && services.GetService<EndpointDataSource>() is { } endpoints)
        {
            services.GetRequiredService<WebhookEndpointChecks>().Check(RoutedEndpoints.Get(endpoints, app));
        }
    };
}
