using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A provider whose events are of this type.</summary>
internal sealed class ProviderUnderTest<TEvent> : ProviderUnderTest
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override WebhookMediaTypes MediaTypes => TEvent.Provider.MediaTypes;

    public override HttpStatusCode Busy =>
        TEvent.Provider.Sender.TreatsClientErrorsAsFinal ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Conflict;

    public override IEndpointConventionBuilder Map(WebApplication app, Func<object, WebhookContext, Task> handler) =>
        app.MapWebhook<TEvent>((e, context) => handler(e, context));

    public override IEndpointConventionBuilder MapFreeForm(WebApplication app, Func<object, CancellationToken, Task<IResult>> handler) =>
        app.MapPost(FreeFormPattern, (Webhook<TEvent> webhook, CancellationToken token) => handler(webhook.Event, token));
}
