using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Wants clicks too.</summary>
internal sealed class OtherClickHandler : IWebhookHandler<CueAdClick>
{
    public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) => Task.CompletedTask;
}
