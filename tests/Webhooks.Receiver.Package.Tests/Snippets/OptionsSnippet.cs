using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver;
using Webhooks.Receiver.Cue;

namespace Snippets;

internal static class OptionsSnippet
{
    public static void Use(WebApplicationBuilder builder, string secret)
    {
        #region options
        builder.Services.AddWebhooks().Configure<CueEvent>(options => options.Secrets = [secret]);
        builder.Services.Configure<WebhookHostOptions>(options => options.StoreTimeout = TimeSpan.FromSeconds(2));
        builder.Services.Configure<InMemoryIdempotencyOptions>(options => options.Capacity = 100_000);
        builder.Services.AddHealthChecks().AddWebhooks();
        #endregion
    }

    public static void Use(WebApplication app, Func<CueEvent, WebhookContext, Task> handler)
    {
        #region endpoint
        app.MapWebhook("/webhooks/cue/eu", handler).WithWebhook<CueEvent>(options =>
        {
            options.OptionsName = "CueEurope"; // secrets and limits from Webhooks:CueEurope
            options.SetStatusCode(WebhookOutcome.Malformed, 422);
        });
        #endregion
    }
}
