namespace Webhooks.Receiver.Tests;

/// <summary>A transport of its own, as a queue's or another web server's would be: written against the public API only.</summary>
internal sealed class BufferedSource(WebhookRequest request) : WebhookSource
{
    public bool IsBodyRead { get; private set; }

    public WebhookBodyResult? Result { get; init; }

    public override string Method => request.Method;

    public override WebhookHeaders Headers => request.Headers;

    public override ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken)
    {
        IsBodyRead = true;
        return ValueTask.FromResult(Result ?? WebhookBodyResult.Read(new WebhookBody(request.Body)));
    }
}
