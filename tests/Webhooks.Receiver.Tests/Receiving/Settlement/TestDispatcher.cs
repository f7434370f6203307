using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>The dispatcher of a transport, whose handler may use the request.</summary>
internal sealed class TestDispatcher(bool usesRequest, Func<WebhookContext, Task> handle) : WebhookDispatcher<CueEvent>
{
    public override bool UsesRequest => usesRequest;

    public override async ValueTask<HandlerStatus> DispatchAsync(CueEvent webhookEvent, WebhookContext context, WebhookSource? source)
    {
        await handle(context);
        return HandlerStatus.Handled;
    }
}
