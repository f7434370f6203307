using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver;
using Webhooks.Receiver.Cue;

namespace Snippets;

internal static class FreeFormSnippet
{
    public static void Use(WebApplication app)
    {
        #region freeform
        app.MapPost("/hooks/cue", async (Webhook<CueEvent> webhook, IClicks clicks, CancellationToken cancellationToken) =>
        {
            if (webhook.Event is CueAdClick click)
            {
                await clicks.AddAsync(click.Data.ClickId, cancellationToken);
            }

            return Results.NoContent(); // 200 to 299 is success; with anything else the sender tries again
        }).WithWebhook<CueEvent>(options => options.HandlerTimeout = TimeSpan.FromSeconds(8));
        #endregion
    }
}
