using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>An app with two endpoints: one at the default path, and one with options of its own.</summary>
internal static class MappedApp
{
    public static Task<WebhookApp> StartAsync(
        Action<WebhookEndpointOptions> own, Func<WebhookContext, Task>? handle = null, params (string Name, string Value)[] limits) =>
        WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<CueEvent>((_, context) => handle?.Invoke(context) ?? Task.CompletedTask);
                app.MapWebhook<CueEvent>("/own", (_, context) => handle?.Invoke(context) ?? Task.CompletedTask).WithWebhook<CueEvent>(own);
            },
            options =>
            {
                foreach ((string name, string value) in limits)
                {
                    options.Settings[$"Webhooks:Cue:{name}"] = value;
                }
            });
}
