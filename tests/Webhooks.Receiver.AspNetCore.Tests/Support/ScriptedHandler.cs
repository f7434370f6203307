using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Handles clicks as the test says at the moment.</summary>
internal sealed class ScriptedHandler(Script script) : IWebhookHandler<CueAdClick>
{
    public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) => script.Handle(new CueEventSeen(webhookEvent, context));
}
