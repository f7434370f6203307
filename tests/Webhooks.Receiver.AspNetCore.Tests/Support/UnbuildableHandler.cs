using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Cannot be made.</summary>
internal sealed class UnbuildableHandler : IWebhookHandler<CueEvent>
{
    public UnbuildableHandler() => throw new InvalidOperationException("Not today.");

    public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
}
