namespace Webhooks.Receiver;

/// <summary>A request whose bytes are all here.</summary>
internal sealed class RequestSource(WebhookRequest request) : WebhookSource
{
    public override string Method => request.Method;

    public override WebhookHeaders Headers => request.Headers;

    public override string? GetRouteValue(string name) => name == WebhookProvider.UrlTokenParameter ? request.UrlToken : null;

    public override ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.Body.Length > maxSize
            ? WebhookBodyResult.Refused(WebhookOutcome.BodyTooLarge)
            : WebhookBodyResult.Read(new WebhookBody(request.Body)));
}
