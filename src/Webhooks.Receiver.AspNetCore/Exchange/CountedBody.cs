using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Counts the bytes that the app reads from the server, for a request without an announced length. Everything else is passed to the
/// server unchanged.
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

    /// <summary>The request's body, with counting.</summary>
    public Stream Stream { get; }

    /// <summary>The reader of the current body: middleware may have replaced the body since.</summary>
    PipeReader IRequestBodyPipeFeature.Reader => ReferenceEquals(_http.Request.Body, Stream) ? _reader! : _serverPipe!.Reader;

    /// <summary>Starts to count what is read from the request's body.</summary>
    public static CountedBody Begin(HttpContext http)
    {
        var counted = new CountedBody(http);
        http.Request.Body = counted.Stream;
        if (counted._reader is not null)
        {
            // If the server has no pipe, ASP.NET Core creates one from the stream above.
            http.Features.Set<IRequestBodyPipeFeature>(counted);
        }

        return counted;
    }

    public void Add(long count) => Length += count;
}
