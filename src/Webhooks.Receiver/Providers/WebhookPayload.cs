namespace Webhooks.Receiver;

/// <summary>The input of a provider's parser: an authenticated body, and headers, most of which are not signed.</summary>
/// <param name="body">The body's bytes exactly as received.</param>
/// <param name="headers">The request's headers.</param>
/// <param name="services">The host's services; null if there is no host.</param>
public readonly ref struct WebhookPayload(ReadOnlySpan<byte> body, WebhookHeaders headers, IServiceProvider? services = null)
{
    /// <summary>The body's bytes exactly as received.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The request's headers.</summary>
    public WebhookHeaders Headers { get; } = headers;

    /// <summary>The levels that JSON may have, from 1 to 1,000; deeper bodies are malformed (<see cref="WebhookFailureReason.TooDeep"/>).</summary>
    /// <value>64.</value>
    public int MaxJsonDepth { get; init; } = JsonBody.MaxDepth;

    /// <summary>The host's services, not those of a scope; null if there is no host.</summary>
    public IServiceProvider? Services { get; } = services;
}
