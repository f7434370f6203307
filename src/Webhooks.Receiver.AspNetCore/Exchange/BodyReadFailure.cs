using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>What an exception means that was thrown while a body was read.</summary>
internal static class BodyReadFailure
{
    /// <summary>The code of an <see cref="IOException"/> that code has thrown, and not the operating system: a full disk has another.</summary>
    private const int NotOfTheSystem = unchecked((int)0x80131620);

    /// <summary>The outcome, where there is one for it: the body is too large, or too slow.</summary>
    public static WebhookOutcome? FindOutcome(Exception exception, HttpContext http) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => WebhookOutcome.BodyTooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => WebhookOutcome.BodyTimeout,

        // EnableBuffering, over its own limit. Nothing but the text tells that apart; with another one the connection is ended instead.
        IOException { Message: "Buffer limit exceeded." } when http.Request.Body is FileBufferingReadStream => WebhookOutcome.BodyTooLarge,
        _ => null,
    };

    /// <summary>
    /// Whether the sender caused it, by hanging up or by bytes that make no sense to the server, or to a stream that decodes them in
    /// front of us: for a chunk size of 2^31 or more, Kestrel throws an <see cref="IOException"/> and nothing more special. Anything
    /// else is a fault of the app or its machine.
    /// </summary>
    public static bool IsCausedBySender(Exception exception, HttpContext http) =>
        exception is BadHttpRequestException or IOException { HResult: NotOfTheSystem } or InvalidDataException
        || IsHangUp(exception, http);

    /// <summary>Says why a body could not be read, without anything of it.</summary>
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
        || (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested);
}
