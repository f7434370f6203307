using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>
/// Replaces the server for one request after the other. What a server reuses on a connection is reused here, so that only the
/// endpoint is measured.
/// </summary>
internal sealed class InMemoryExchange
    : IHttpRequestFeature, IHttpResponseFeature, IRequestBodyPipeFeature, IHttpRequestBodyDetectionFeature, IHttpRequestLifetimeFeature,
        IHttpMaxRequestBodySizeFeature
{
    private readonly InMemoryBody _body = new();
    private readonly List<(Func<object, Task> Callback, object State)> _onCompleted = [];

    public InMemoryExchange()
    {
        Body = _body.AsStream(leaveOpen: true);
        Features = new ExchangeFeatures(this);
        Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
    }

    public IFeatureCollection Features { get; }

    public PipeReader Reader => _body;

    public Stream Body { get; set; }

    Stream IHttpResponseFeature.Body { get; set; } = Stream.Null;

    public string Protocol { get; set; } = "HTTP/1.1";

    public string Scheme { get; set; } = "http";

    public string Method { get; set; } = "POST";

    public string PathBase { get; set; } = "";

    public string Path { get; set; } = "/webhooks/cue";

    public string QueryString { get; set; } = "";

    public string RawTarget { get; set; } = "/webhooks/cue";

    IHeaderDictionary IHttpRequestFeature.Headers { get; set; } = new HeaderDictionary();

    IHeaderDictionary IHttpResponseFeature.Headers { get; set; } = new HeaderDictionary();

    public int StatusCode { get; set; }

    public string? ReasonPhrase { get; set; }

    public bool HasStarted => false;

    public bool CanHaveBody => true;

    public CancellationToken RequestAborted { get; set; } = new CancellationTokenSource().Token;

    public bool IsReadOnly => false;

    public long? MaxRequestBodySize { get; set; }

    public void Abort() => throw new InvalidOperationException("The request was aborted.");

    public void OnStarting(Func<object, Task> callback, object state)
    {
    }

    public void OnCompleted(Func<object, Task> callback, object state) => _onCompleted.Add((callback, state));

    public void Begin(IHeaderDictionary headers, in ReadOnlySequence<byte> body)
    {
        ((IHttpRequestFeature)this).Headers = headers;
        ((IHttpResponseFeature)this).Headers.Clear();
        StatusCode = StatusCodes.Status200OK;
        _body.Reset(body);
    }

    public async ValueTask CompleteAsync()
    {
        for (int i = _onCompleted.Count - 1; i >= 0; i--)
        {
            await _onCompleted[i].Callback(_onCompleted[i].State).ConfigureAwait(false);
        }

        _onCompleted.Clear();
    }
}
