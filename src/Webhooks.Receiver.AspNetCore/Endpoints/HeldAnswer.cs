using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// A handler's answer that is not sent yet. Meanwhile the response writes into memory: another answer can still replace the one of a
/// handler that writes to the response directly.
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

    /// <summary>Keeps in memory what is written to the response from now on.</summary>
    public static HeldAnswer Begin(HttpContext http)
    {
        var answer = new HeldAnswer(http, http.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        http.Features.Set<IHttpResponseBodyFeature>(answer._held);
        return answer;
    }

    /// <summary>
    /// Writes the handler's return value now, into memory. A lazy value, such as a sequence, can fail while it is written; that must
    /// happen before success is recorded.
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

    /// <summary>Makes the response write to the sender again.</summary>
    public void End(HttpContext http) => http.Features.Set(_real);

    /// <summary>Sends the answer.</summary>
    public async ValueTask SendAsync(HttpContext http)
    {
        if (_bytes.Length > 0)
        {
            _bytes.Position = 0;
            await _bytes.CopyToAsync(http.Response.Body).ConfigureAwait(false);
        }
    }

    public void Dispose() => _bytes.Dispose();

    /// <summary>Discards the answer, and restores the status and the headers from before the handler.</summary>
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
