namespace Webhooks.Receiver;

/// <summary>What a provider parses: the verified body, and headers of which most are unsigned hints.</summary>
/// <param name="body">The body's bytes exactly as received.</param>
/// <param name="headers">The request's headers.</param>
public readonly ref struct WebhookPayload(ReadOnlySpan<byte> body, WebhookHeaders headers)
{
    /// <summary>The body's bytes exactly as received.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The request's headers.</summary>
    public WebhookHeaders Headers { get; } = headers;
}
