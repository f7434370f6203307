using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>One HTTP request as the source of a delivery.</summary>
internal sealed class HttpWebhookSource(
    HttpContext http, FreeFormInvocation? invocation, TimeProvider timeProvider, ILogger logger) : WebhookSource
{
    /// <summary>What the server may read of a refused body to keep the connection: no more than what is mostly there already.</summary>
    private const long DrainedAfterRefusal = 32 * 1024;

    /// <summary>How long a sender has to receive its answer before the connection is aborted.</summary>
    private static readonly TimeSpan _abortDelay = TimeSpan.FromSeconds(1);

    private readonly ReceivedRequest? _received = ReceivedRequest.Find(http);
    private volatile bool _isTimedOut;
    private bool _isReadingStarted;

    /// <summary>The minimal-API handler of this request; null if the endpoint has another.</summary>
    public FreeFormInvocation? Invocation => invocation;

    public override string Method => http.Request.Method;

    public override IServiceProvider RequestServices => http.RequestServices;

    public override WebhookHeaders Headers => field ??= new HttpWebhookHeaders(http.Request.Headers, _received?.ContentEncoding ?? default);

    /// <summary>Whether the sender or its connection made the body unreadable. The request gets no answer.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>
    /// Whether the server cannot go on with the connection. A read of a replaced body is cancelled by a token; over HTTP/1, if the
    /// length was announced, Kestrel then takes the read for one that still runs, and draining the rest would be an error in the log.
    /// </summary>
    public bool IsConnectionStuck => _isTimedOut && Announced is not null && IsBodyReplaced && IsHttp1(http.Request.Protocol);

    /// <summary>The length that the sender announced, whatever middleware has made of the header.</summary>
    private long? Announced => _received is null ? http.Request.ContentLength : _received.Announced;

    private bool CanHaveBody => http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private bool IsBodyReplaced => _received is not null && !ReferenceEquals(_received.Body, http.Request.Body);

    public override string? GetRouteValue(string name) => http.Request.RouteValues[name] as string;

    /// <summary>
    /// Keeps the server from reading on after a refusal: left to itself it drains what the sender pushes, up to its own limit of
    /// 30 MB, to keep the connection.
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
            // A body that may turn out too large to drain ends the connection: a sender that is not told would send its next
            // delivery into it.
            CloseConnection();
        }
    }

    /// <summary>Tells the sender, where its protocol has a word for it, that the connection ends with the answer.</summary>
    public void CloseConnection()
    {
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            http.Response.Headers.Connection = "close";
        }
    }

    /// <summary>Sends the rest of the answer, gives it time to arrive, and aborts the connection.</summary>
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

            refusal ??= CheckLength(body.Length);
        }
        catch (InvalidOperationException)
        {
            // Middleware has read the body and completed the pipe.
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

    /// <summary>Whether the bytes that were left to read are all that were received.</summary>
    private WebhookBodyResult? CheckLength(long read)
    {
        long? received = _received is null ? http.Request.ContentLength : _received.Length;
        return received is null || received == read ? null : RefuseChanged(read);
    }

    private WebhookBodyResult RefuseChanged(long read)
    {
        Log.BodyChangedUpstream(logger, _received?.Length ?? http.Request.ContentLength, read);
        return WebhookBodyResult.Refused(WebhookOutcome.Unavailable, WebhookFailureReason.BodyChanged);
    }

    /// <summary>
    /// Middleware that buffers has kept the received bytes: they are read again from the start, by a reader of its own, because
    /// another one may hold some of them.
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
            limit.MaxRequestBodySize = size;
        }
    }

    private static bool IsHttp1(string protocol) => HttpProtocol.IsHttp11(protocol) || HttpProtocol.IsHttp10(protocol);

    /// <summary>
    /// The server counts what frames the chunks of a body as part of it. This leaves room for chunks of some 30 bytes, and in small
    /// bodies of any size; the body itself is counted while it is read.
    /// </summary>
    private static long FramingAllowance(long maxSize) => (maxSize / 4) + DrainedAfterRefusal;
}
