using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver;
using Webhooks.Receiver.Cue;

namespace Snippets;

#region handler
public sealed class RecordClick(IClicks clicks) : IWebhookHandler<CueAdClick>
{
    public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) =>
        clicks.AddAsync(webhookEvent.Data.ClickId, context.CancellationToken);
}
#endregion

public sealed class LogTheRest : IWebhookHandler<CueEvent>
{
    public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
}

public interface IClicks
{
    Task AddAsync(string clickId, CancellationToken cancellationToken);
}

internal static class HandlerSnippet
{
    public static void Use(WebApplicationBuilder builder)
    {
        #region handlers
        builder.Services.AddWebhooks()
            .AddHandler<CueAdClick, RecordClick>()
            .AddHandler<CueEvent, LogTheRest>(); // the fallback: all other events, unknown ones included
        var app = builder.Build();
        app.MapWebhook<CueEvent>(); // at the provider's default path, /webhooks/cue
        #endregion
    }
}
