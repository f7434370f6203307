using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>The source of a delivery that is a complete request.</summary>
internal sealed class RequestSource(WebhookRequest request) : WebhookSource
{
    public override string Method => request.Method;

    public override string Url => request.Url;

    public override WebhookHeaders Headers => request.Headers;

    public override string? GetRouteValue(string name) => name == WebhookProvider.UrlTokenParameter ? request.UrlToken : null;

    public override ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // the last check: afterwards the event is claimed and handled
        return ValueTask.FromResult(request.Body.Length > maxSize
            ? WebhookBodyResult.Refused(WebhookOutcome.BodyTooLarge)
            : WebhookBodyResult.Read(new WebhookBody(request.Body)));
    }
}
