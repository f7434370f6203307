using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>One HTTP request as the source of a delivery.</summary>
internal sealed class HttpWebhookSource(
    HttpContext http, FreeFormInvocation? invocation, TimeProvider timeProvider, ILogger logger) : WebhookSource
{
    /// <summary>How much of a refused body the server may read to keep the connection: about as much as has usually arrived already.</summary>
    private const long DrainedAfterRefusal = 32 * 1024;

    /// <summary>How long a sender can receive its answer before the connection is aborted.</summary>
    private static readonly TimeSpan _abortDelay = TimeSpan.FromSeconds(1);

    private readonly ReceivedRequest? _received = ReceivedRequest.Find(http);
    private volatile bool _isTimedOut;
    private bool _isReadingStarted;

    /// <summary>The call of the endpoint's minimal-API handler; null for other handlers.</summary>
    public FreeFormInvocation? Invocation => invocation;

    public override string Method => http.Request.Method;

    /// <summary>
    /// The scheme and the host as middleware left them, such as that for forwarded headers, and the path and the query as received: what
    /// the server decoded cannot be encoded again in the same way. Only the server of tests does not keep what it received.
    /// </summary>
    public override string Url
    {
        get
        {
            string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            target = target.Length > 0 ? target : http.Request.GetEncodedPathAndQuery();
            int host = target.StartsWith('/') ? -1 : target.IndexOf("://", StringComparison.Ordinal); // a proxy may send the absolute form
            int path = host < 0 ? 0 : target.IndexOf('/', host + 3);
            return $"{http.Request.Scheme}://{http.Request.Host.Value}{(path < 0 ? "/" : target[path..])}";
        }
    }

    public override IServiceProvider RequestServices => http.RequestServices;

    public override WebhookHeaders Headers => field ??= new HttpWebhookHeaders(http.Request.Headers, _received?.ContentEncoding ?? default);

    /// <summary>Whether the body cannot be read because of the sender or its connection. The request gets no answer.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>
    /// Whether the connection cannot be used any longer. A timeout cancels the read of a replaced body by a token. Over HTTP/1 and with an
    /// announced length, Kestrel then considers the read as still running, and would log an error when it drains the rest.
    /// </summary>
    public bool IsConnectionStuck => _isTimedOut && Announced is not null && IsBodyReplaced && IsHttp1(http.Request.Protocol);

    /// <summary>The length that the sender announced, even if middleware has changed the header.</summary>
    private long? Announced => _received is null ? http.Request.ContentLength : _received.Announced;

    private bool CanHaveBody => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private bool IsBodyReplaced => _received is not null && !ReferenceEquals(_received.Body, http.Request.Body);

    public override string? GetRouteValue(string name) => http.Request.RouteValues[name] as string;

    /// <summary>
    /// Stops the server from reading the body after a refusal. By default it reads the rest of the body, up to its own limit of 30 MB, to
    /// keep the connection.
    /// </summary>
    public void RefuseUnreadBody()
    {
        if (_isReadingStarted)
        {
            return;
        }

        if (_received is { ContentEncoding.Count: > 0 } && _received.ContentEncoding != http.Request.Headers.ContentEncoding)
        {
            Log.BodyDecompressedUpstream(logger);
        }

        long? announced = Announced;
        LimitBody(announced > DrainedAfterRefusal ? 0 : DrainedAfterRefusal);
        if (announced > DrainedAfterRefusal || (announced is null && CanHaveBody))
        {
            // The body may be too large to drain, and the connection then ends. The sender must know, or it would send its next
            // delivery over this connection.
            CloseConnection();
        }
    }

    /// <summary>Tells the sender, over HTTP/1.1, that the connection ends after the answer.</summary>
    public void CloseConnection()
    {
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            http.Response.Headers.Connection = "close";
        }
    }

    /// <summary>Sends the rest of the answer, waits until it can have arrived, and aborts the connection.</summary>
    public async Task AbortAfterAnswerAsync()
    {
        await http.Response.CompleteAsync().ConfigureAwait(false);
        await Task.Delay(_abortDelay, TimeProvider.System, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }

    public override ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long? announced = Announced;
        if (announced > maxSize)
        {
            return new(WebhookBodyResult.Refused(WebhookOutcome.BodyTooLarge));
        }

        _isReadingStarted = true;
        LimitBody(announced is null ? maxSize + FramingAllowance(maxSize) : maxSize);
        return ReadAsync(announced, maxSize, timeout, cancellationToken);
    }

    private async ValueTask<WebhookBodyResult> ReadAsync(long? announced, long maxSize, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var body = new PooledBody(announced);
        WebhookBodyResult? refusal = null;
        bool isRead = false;
        ITimer? timer = null;
        PipeReader? rewound = null;
        try
        {
            rewound = RewindBuffered();
            PipeReader reader = rewound ?? http.Request.BodyReader;
            do
            {
                ValueTask<ReadResult> reading = reader.ReadAsync(cancellationToken);
                if (!reading.IsCompleted)
                {
                    timer ??= timeProvider.CreateTimer(StopReading, reader, timeout, Timeout.InfiniteTimeSpan);
                }

                isRead = Collect(await reading.ConfigureAwait(false), reader, body, maxSize, out refusal);
            }
            while (!isRead && refusal is null);

            refusal ??= CheckLength(announced, body.Length);
        }
        catch (InvalidOperationException)
        {
            // Middleware has read the body, and has completed the pipe.
            refusal = RefuseChanged(body.Length);
        }
        catch (OperationCanceledException) when (_isTimedOut)
        {
            refusal = WebhookBodyResult.Refused(WebhookOutcome.BodyTimeout);
        }
        catch (Exception e) when (BodyReadFailure.FindOutcome(e, http) is { } known)
        {
            refusal = WebhookBodyResult.Refused(known);
        }
        catch (Exception e) when (BodyReadFailure.IsCausedBySender(e, http))
        {
            IsUnreadable = true;
            throw;
        }
        finally
        {
            if (timer is not null)
            {
                await timer.DisposeAsync().ConfigureAwait(false);
            }

            rewound?.Complete();
            if (!isRead || refusal is not null)
            {
                body.Dispose();
            }
        }

        return refusal ?? WebhookBodyResult.Read(new WebhookBody(body.Complete(), body));
    }

    /// <returns>Whether the body has ended.</returns>
    private bool Collect(in ReadResult result, PipeReader reader, PooledBody body, long maxSize, out WebhookBodyResult? refusal)
    {
        if (body.Length + result.Buffer.Length > maxSize)
        {
            reader.AdvanceTo(result.Buffer.End);
            refusal = WebhookBodyResult.Refused(WebhookOutcome.BodyTooLarge);
            return false;
        }

        body.Append(result.Buffer);
        reader.AdvanceTo(result.Buffer.End);
        refusal = result is { IsCompleted: false, IsCanceled: true } && _isTimedOut ? WebhookBodyResult.Refused(WebhookOutcome.BodyTimeout) : null;
        return result.IsCompleted;
    }

    private void StopReading(object? reader)
    {
        _isTimedOut = true;
        ((PipeReader)reader!).CancelPendingRead();
    }

    /// <summary>Refuses a body of which fewer or more bytes could be read than were received.</summary>
    private WebhookBodyResult? CheckLength(long? announced, long read)
    {
        long? received = _received is null ? announced : _received.Length;
        return received is null || received == read ? null : RefuseChanged(read);
    }

    private WebhookBodyResult RefuseChanged(long read)
    {
        Log.BodyChangedUpstream(logger, _received?.Length ?? http.Request.ContentLength, read);
        return WebhookBodyResult.Refused(WebhookOutcome.Unavailable, WebhookFailureReason.BodyChanged);
    }

    /// <summary>
    /// Finds a body that middleware has buffered, and rewinds it. It needs a new reader: the existing one may have buffered some of the
    /// bytes.
    /// </summary>
    private PipeReader? RewindBuffered()
    {
        if (http.Request.Body is not { CanSeek: true } buffered)
        {
            return null;
        }

        buffered.Position = 0;
        return PipeReader.Create(buffered, new StreamPipeReaderOptions(leaveOpen: true));
    }

    private void LimitBody(long size)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            long? ownLimit = http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize; // such as [RequestSizeLimit]
            limit.MaxRequestBodySize = ownLimit < size ? ownLimit : size;
        }
    }

    private static bool IsHttp1(string protocol) => HttpProtocol.IsHttp11(protocol) || HttpProtocol.IsHttp10(protocol);

    /// <summary>
    /// The server's limit counts the framing of chunks too. The allowance is enough for chunks of about 30 bytes, and in small bodies for
    /// chunks of any size. The body itself is limited while it is read.
    /// </summary>
    private static long FramingAllowance(long maxSize) => (maxSize / 4) + DrainedAfterRefusal;
}
