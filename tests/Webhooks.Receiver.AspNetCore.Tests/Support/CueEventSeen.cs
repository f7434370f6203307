using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>What a handler was given.</summary>
internal sealed record CueEventSeen(CueEvent Event, WebhookContext Context)
{
    public CancellationToken Token => Context.CancellationToken;
}
