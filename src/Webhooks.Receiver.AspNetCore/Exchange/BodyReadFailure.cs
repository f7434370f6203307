using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Classifies exceptions that are thrown while a body is read.</summary>
internal static class BodyReadFailure
{
    /// <summary>
    /// The HResult of an <see cref="IOException"/> that .NET code throws. Errors of the operating system, such as a full disk, have others.
    /// </summary>
    private const int ThrownByCode = unchecked((int)0x80131620);

    /// <summary>Finds the outcome if the body is too large or too slow; otherwise null.</summary>
    public static WebhookOutcome? FindOutcome(Exception exception, HttpContext http) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => WebhookOutcome.BodyTooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => WebhookOutcome.BodyTimeout,

        // EnableBuffering, above its own limit. Only the text identifies this case; with another text the connection is aborted.
        IOException { Message: "Buffer limit exceeded." } when http.Request.Body is FileBufferingReadStream => WebhookOutcome.BodyTooLarge,
        _ => null,
    };

    /// <summary>
    /// Whether the sender caused the exception: it disconnected, or sent bytes that the server or a decoding stream cannot read. For a
    /// chunk size of 2^31 or more, Kestrel throws a plain <see cref="IOException"/>. Other exceptions are faults of the app or its machine.
    /// </summary>
    public static bool IsCausedBySender(Exception exception, HttpContext http) =>
        exception is BadHttpRequestException or IOException { HResult: ThrownByCode } or InvalidDataException
        || IsHangUp(exception, http);

    /// <summary>Logs why a body could not be read, without any of its content.</summary>
    public static void LogUnreadable(ILogger logger, string endpoint, Exception exception, HttpContext http)
    {
        if (IsHangUp(exception, http))
        {
            Log.SenderGone(logger, endpoint);
        }
        else
        {
            string error = exception.GetType().Name;
            Log.BodyUnreadable(logger, endpoint, error);
        }
    }

    private static bool IsHangUp(Exception exception, HttpContext http) =>
        exception is ConnectionResetException or ConnectionAbortedException || exception.InnerException is ConnectionAbortedException
        || (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested && !IsTimedOut(http));

    /// <summary>Whether the app's request timeout has ended. Its middleware replaces the token, and has an answer.</summary>
    private static bool IsTimedOut(HttpContext http) =>
        http.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;
}
