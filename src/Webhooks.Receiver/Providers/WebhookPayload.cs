using System.Text.Json;

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

    /// <summary>
    /// Reads the body as JSON, strictly: UTF-8, no two members of one name at any depth, and no more levels than <see cref="MaxJsonDepth"/>. For
    /// parsers that do not derive from <see cref="JsonWebhookProvider{TEvent}"/>, which reads so.
    /// </summary>
    /// <param name="json">
    /// The value, of any kind. It may be kept. A lone surrogate in a member's name is written as its escape sequence, since readers of JSON fail at
    /// it; in a text it is left, and <see cref="JsonElement.GetString"/> throws <see cref="InvalidOperationException"/>. Undefined if there is none.
    /// </param>
    /// <param name="reason">Why the body is malformed; <see cref="WebhookFailureReason.Unspecified"/> if it was read.</param>
    /// <returns>Whether the body was read.</returns>
    public bool TryReadJson(out JsonElement json, out WebhookFailureReason reason)
    {
        bool isTooDeep = JsonBody.IsTooDeep(Body, MaxJsonDepth, out bool isDeep);
        JsonBodyResult read = isTooDeep
            ? JsonBodyResult.Malformed(WebhookFailureReason.TooDeep)
            : JsonBody.Read(Body, isDeep, _ => null, isAnyValue: true);
        (json, reason) = (read.Root, read.Reason);
        return read.IsRead;
    }
}
