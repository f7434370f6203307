using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// The body of a request without an announced length, wrapped so that all bytes that the app reads from the server are counted.
/// Everything else is left to the server.
/// </summary>
internal sealed class CountedBody : IRequestBodyPipeFeature
{
    private readonly HttpContext _http;
    private readonly IRequestBodyPipeFeature? _serverPipe;
    private readonly CountingPipeReader? _reader;

    private CountedBody(HttpContext http)
    {
        _http = http;
        _serverPipe = http.Features.Get<IRequestBodyPipeFeature>();
        _reader = _serverPipe is null ? null : new CountingPipeReader(_serverPipe.Reader, this);
        Stream = new CountingStream(http.Request.Body, this);
    }

    /// <summary>How many bytes have been read.</summary>
    public long Length { get; private set; }

    /// <summary>The request's body from here on.</summary>
    public Stream Stream { get; }

    /// <summary>The reader of whatever is the request's body now: middleware may have replaced it after this.</summary>
    PipeReader IRequestBodyPipeFeature.Reader => ReferenceEquals(_http.Request.Body, Stream) ? _reader! : _serverPipe!.Reader;

    /// <summary>Counts what is read of the request's body from here on.</summary>
    public static CountedBody Begin(HttpContext http)
    {
        var counted = new CountedBody(http);
        http.Request.Body = counted.Stream;
        if (counted._reader is not null)
        {
            // Without a pipe of the server's own, ASP.NET Core makes one of the stream above.
            http.Features.Set<IRequestBodyPipeFeature>(counted);
        }

        return counted;
    }

    public void Add(long count) => Length += count;
}
