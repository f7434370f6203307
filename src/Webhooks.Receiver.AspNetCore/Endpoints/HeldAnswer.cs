using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// A handler's answer that has not been sent yet. The response writes into memory meanwhile, so that even a handler that writes to
/// it directly can still be answered for differently.
/// </summary>
internal sealed class HeldAnswer : IDisposable
{
    private readonly IHttpResponseBodyFeature _real;
    private readonly StreamResponseBodyFeature _held;
    private readonly MemoryStream _bytes;
    private readonly KeyValuePair<string, StringValues>[] _headersBefore;
    private readonly int _statusBefore;
    private int _status;

    private HeldAnswer(HttpContext http, IHttpResponseBodyFeature real)
    {
        _real = real;
        _bytes = new MemoryStream();
        _held = new StreamResponseBodyFeature(_bytes);
        _headersBefore = [.. http.Response.Headers];
        _statusBefore = http.Response.StatusCode;
    }

    public bool IsSuccess => _status is >= 200 and <= 299;

    /// <summary>Holds back what is written to the response from here on.</summary>
    public static HeldAnswer Begin(HttpContext http)
    {
        var answer = new HeldAnswer(http, http.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        http.Features.Set<IHttpResponseBodyFeature>(answer._held);
        return answer;
    }

    /// <summary>
    /// Takes what the handler returned, and writes it now: what is written lazily, such as a sequence, may fail, and success would
    /// be recorded by then.
    /// </summary>
    public async ValueTask CaptureAsync(HttpContext http, object? returned)
    {
        int status = http.Response.StatusCode;
        switch (returned)
        {
            case null:
                break;
            case IResult result:
                await result.ExecuteAsync(http).ConfigureAwait(false);
                status = http.Response.StatusCode;
                break;
            case string text:
                await Results.Text(text).ExecuteAsync(http).ConfigureAwait(false);
                break;
            default:
                await Results.Ok(returned).ExecuteAsync(http).ConfigureAwait(false);
                break;
        }

        http.Response.StatusCode = status;

        await _held.CompleteAsync().ConfigureAwait(false);
        _status = http.Response.StatusCode;
    }

    /// <summary>Lets the response write to the sender again.</summary>
    public void End(HttpContext http) => http.Features.Set(_real);

    /// <summary>Sends what was held back.</summary>
    public async ValueTask SendAsync(HttpContext http)
    {
        if (_bytes.Length > 0)
        {
            _bytes.Position = 0;
            await _bytes.CopyToAsync(http.Response.Body).ConfigureAwait(false);
        }
    }

    public void Dispose() => _bytes.Dispose();

    /// <summary>Forgets the answer: status and headers are as they were before the handler ran.</summary>
    public void Discard(HttpContext http)
    {
        http.Response.Headers.Clear();
        foreach ((string name, StringValues values) in _headersBefore)
        {
            http.Response.Headers[name] = values;
        }

        http.Response.StatusCode = _statusBefore;
    }
}
