namespace Webhooks.Receiver.Tests;

/// <summary>A transport of its own, as a queue's or another web server's would be: written against the public API only.</summary>
internal sealed class BufferedSource(WebhookRequest request) : WebhookSource
{
    public bool IsBodyRead { get; private set; }

    public WebhookBodyResult? Result { get; init; }

    public IReadOnlyDictionary<string, string> RouteValues { get; init; } = new Dictionary<string, string>();

    public IServiceProvider? Services { get; init; }

    public override IServiceProvider? RequestServices => Services;

    /// <summary>How long the body was allowed to take.</summary>
    public TimeSpan? BodyTimeout { get; private set; }

    public override string Method => request.Method;

    public bool HasUrl { get; init; } = true;

    public override string? Url => HasUrl ? request.Url : null;

    public override WebhookHeaders Headers => request.Headers;

    public override string? GetRouteValue(string name) => RouteValues.GetValueOrDefault(name);

    public override ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken)
    {
        IsBodyRead = true;
        BodyTimeout = timeout;
        return ValueTask.FromResult(Result ?? WebhookBodyResult.Read(new WebhookBody(request.Body)));
    }
}
