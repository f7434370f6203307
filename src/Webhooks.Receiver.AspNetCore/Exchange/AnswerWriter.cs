using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Writes the answer for an outcome: a status, sometimes Retry-After, and one fixed problem body for each status (RFC 9457). No part of
/// an answer depends on the request, or says which check failed. Handshakes and questions have an answer of their own.
/// </summary>
internal static class AnswerWriter
{
    private const string ProblemType = "application/problem+json";

    private static readonly FrozenDictionary<int, byte[]> _problems = Enumerable.Range(400, 200)
        .Where(status => ReasonPhrases.GetReasonPhrase(status).Length > 0)
        .ToFrozenDictionary(status => status, Problem);

    public static Task WriteAsync(HttpResponse response, WebhookProvider provider, WebhookEndpointOptions options, in WebhookReceiveResult result)
    {
        if (result.Answer is { } answer)
        {
            return WriteAsync(response, answer);
        }

        int status = options.GetStatusCode(result.Outcome) ?? GetStatusCode(result.Outcome, provider);
        response.StatusCode = status;
        if (status == StatusCodes.Status405MethodNotAllowed)
        {
            response.Headers.Allow = string.Join(", ", provider.Methods.Concat(provider.HandshakeMethods)); // RFC 9110 section 15.5.6
        }

        if (result.RetryAfter is { } retryAfter)
        {
            long seconds = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return !provider.AnswersWithoutBody && _problems.TryGetValue(status, out byte[]? problem)
            ? WriteAsync(response, ProblemType, problem)
            : WriteNoBody(response);
    }

    private static Task WriteAsync(HttpResponse response, WebhookAnswer answer)
    {
        response.StatusCode = answer.StatusCode;
        if (answer.ContentType is not { } contentType)
        {
            return WriteNoBody(response);
        }

        response.Headers.XContentTypeOptions = "nosniff"; // its text may be a stranger's
        return WriteAsync(response, contentType, answer.Body);
    }

    /// <summary>Middleware for status code pages would give the sender a page, or redirect it to one that answers 200.</summary>
    private static Task WriteNoBody(HttpResponse response)
    {
        if (response.HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpResponse response, string contentType, ReadOnlyMemory<byte> body)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }

    private static int GetStatusCode(WebhookOutcome outcome, WebhookProvider provider) =>
        outcome switch
        {
            WebhookOutcome.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
            WebhookOutcome.Processed or WebhookOutcome.Ignored or WebhookOutcome.Duplicate => StatusCodes.Status200OK,
            WebhookOutcome.Accepted => StatusCodes.Status202Accepted,
            WebhookOutcome.Malformed => StatusCodes.Status400BadRequest,
            WebhookOutcome.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
            WebhookOutcome.BodyTimeout => StatusCodes.Status408RequestTimeout,
            WebhookOutcome.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
            WebhookOutcome.InProgress when !provider.Sender.TreatsClientErrorsAsFinal => StatusCodes.Status409Conflict,
            WebhookOutcome.Failed => StatusCodes.Status500InternalServerError,
            WebhookOutcome.InProgress or WebhookOutcome.ClaimLost or WebhookOutcome.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status401Unauthorized,
        };

    private static byte[] Problem(int status) => Encoding.UTF8.GetBytes(
        $$"""{"type":"about:blank","title":"{{ReasonPhrases.GetReasonPhrase(status)}}","status":{{status}}}""");
}
