using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// The length, the encodings and the body as the server received them, captured before any middleware runs. A signature covers these;
/// middleware can decode or replace the body, and change its headers.
/// </summary>
internal sealed class ReceivedRequest
{
    private readonly CountedBody? _counted;

    private ReceivedRequest(HttpContext http, long? announced, StringValues contentEncoding)
    {
        Announced = announced;
        ContentEncoding = contentEncoding;
        _counted = announced is null && CanHaveBody(http) ? CountedBody.Begin(http) : null;
        Body = http.Request.Body;
    }

    /// <summary>The announced length; null if none was announced.</summary>
    public long? Announced { get; }

    /// <summary>The announced length; without one, the number of bytes that have been read so far.</summary>
    public long? Length => Announced ?? _counted?.Length;

    /// <summary>The encodings of the body; empty if it is not encoded.</summary>
    public StringValues ContentEncoding { get; }

    /// <summary>The server's body stream, or the one that counts it.</summary>
    public Stream Body { get; }

    /// <summary>Captures a request. Requests without a body are skipped, so that they cost almost nothing.</summary>
    public static void Capture(HttpContext http)
    {
        long? announced = http.Request.ContentLength;
        StringValues contentEncoding = http.Request.Headers.ContentEncoding;
        if (announced > 0 || contentEncoding.Count > 0 || (announced is null && CanHaveBody(http)))
        {
            http.Features.Set(new ReceivedRequest(http, announced, contentEncoding));
        }
    }

    /// <summary>Finds what was captured; null if the request has no body, or did not come through the app's pipeline.</summary>
    public static ReceivedRequest? Find(HttpContext http) => http.Features.Get<ReceivedRequest>();

    /// <summary>Over HTTP/2, CONNECT opens a stream, for example for WebSockets. Its data is not a body.</summary>
    private static bool CanHaveBody(HttpContext http) =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && !HttpMethods.IsConnect(http.Request.Method);
}
