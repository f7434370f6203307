using Webhooks.Receiver;
using Webhooks.Receiver.Cue;

namespace Smoke;

internal sealed class ClickHandler : IWebhookHandler<CueAdClick>
{
    public static List<string> Handled { get; } = [];

    public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context)
    {
        Handled.Add(webhookEvent.Data.ClickId);
        return Task.CompletedTask;
    }
}
