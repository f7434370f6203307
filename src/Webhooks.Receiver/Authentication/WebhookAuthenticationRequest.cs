using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>The input of a <see cref="WebhookAuthenticator"/>: a request, of which nothing is authenticated yet. Prints no secret.</summary>
public sealed class WebhookAuthenticationRequest
{
    /// <summary>Creates a request. The receiver does it for you; tests of authenticators do it themselves.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="body">The body's bytes exactly as received; not copied.</param>
    public WebhookAuthenticationRequest(string method, WebhookHeaders headers, in ReadOnlySequence<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(headers);
        Method = method;
        Headers = headers;
        Body = body;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>
    /// The public URL with path and query exactly as received; null unless <see cref="WebhookOptions.PublicUrl"/> or
    /// <see cref="WebhookOptions.UseRequestUrl"/> is set.
    /// </summary>
    public string? Url { get; init; }

    /// <summary>The headers.</summary>
    public WebhookHeaders Headers { get; }

    /// <summary>The body's bytes exactly as received, in one or several segments. Valid during the call.</summary>
    public ReadOnlySequence<byte> Body { get; }

    /// <summary>The configured secrets, or the tenant's: the current one first.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The largest accepted difference between a signed time and now, in either direction, inclusive.</summary>
    /// <value><see cref="WebhookOptions.Tolerance"/>, or five minutes.</value>
    public TimeSpan Tolerance { get; init; } = SignatureTimestamp.DefaultTolerance;

    /// <summary>The clock to compare signed times with.</summary>
    /// <value>The system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The services of the request, or of the host; null if there are none.</summary>
    public IServiceProvider? Services { get; init; }
}
