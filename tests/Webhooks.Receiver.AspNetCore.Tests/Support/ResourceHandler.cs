using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Uses a scoped service.</summary>
internal sealed class ResourceHandler(ScopedResource resource, List<ScopedResource> used) : IWebhookHandler<CueEvent>
{
    public async Task HandleAsync(CueEvent webhookEvent, WebhookContext context)
    {
        await Task.Yield();
        resource.IsDisposed.Should().BeFalse();
        context.Services.GetService(typeof(ScopedResource)).Should().BeSameAs(resource);
        used.Add(resource);
    }
}
