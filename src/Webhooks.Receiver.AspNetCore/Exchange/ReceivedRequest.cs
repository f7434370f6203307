using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// What the server received, noted before any middleware runs. A signature covers just that; middleware can decode or replace the
/// body and the headers that describe it.
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

    /// <summary>The announced length; null where none was.</summary>
    public long? Announced { get; }

    /// <summary>The length: as announced, or what has been read so far of a body without an announced length.</summary>
    public long? Length => Announced ?? _counted?.Length;

    /// <summary>The encodings of the body; empty where there are none.</summary>
    public StringValues ContentEncoding { get; }

    /// <summary>The body as the server gives it.</summary>
    public Stream Body { get; }

    /// <summary>Takes note of a request. One that has no body leaves nothing to note, and costs next to nothing.</summary>
    public static void Capture(HttpContext http)
    {
        long? announced = http.Request.ContentLength;
        StringValues contentEncoding = http.Request.Headers.ContentEncoding;
        if (announced > 0 || contentEncoding.Count > 0 || (announced is null && CanHaveBody(http)))
        {
            http.Features.Set(new ReceivedRequest(http, announced, contentEncoding));
        }
    }

    /// <summary>What was noted of a request; null where it has no body, or came another way than through the app's pipeline.</summary>
    public static ReceivedRequest? Find(HttpContext http) => http.Features.Get<ReceivedRequest>();

    /// <summary>Over HTTP/2, CONNECT opens a stream, as for WebSockets; what comes over it is no body.</summary>
    private static bool CanHaveBody(HttpContext http) =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && !HttpMethods.IsConnect(http.Request.Method);
}
