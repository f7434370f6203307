using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Handles clicks without doing anything.</summary>
internal sealed class ClickHandler : IWebhookHandler<CueAdClick>
{
    public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) => Task.CompletedTask;
}
