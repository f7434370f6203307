using System.Text;

namespace Webhooks.Receiver;

/// <summary>What a provider, or the handler of a question, answers a sender instead of the outcome's usual answer. Immutable.</summary>
public sealed class WebhookAnswer
{
    private WebhookAnswer(int statusCode, string? contentType, ReadOnlyMemory<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        if (contentType is not null && statusCode is (204 or 205 or 304))
        {
            throw new ArgumentException($"An answer with the status {statusCode} has no body (RFC 9110 section 15). Use {nameof(Status)}.", nameof(statusCode));
        }

        StatusCode = statusCode;
        ContentType = contentType;
        Body = body;
    }

    /// <summary>The HTTP status, 200 to 599.</summary>
    public int StatusCode { get; }

    /// <summary>The type of the body; null if there is none. Send <c>X-Content-Type-Options: nosniff</c> with it.</summary>
    public string? ContentType { get; }

    /// <summary>The bytes of the body; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Creates an answer of plain text in UTF-8.</summary>
    /// <param name="text">The text, such as a sender's challenge.</param>
    /// <param name="statusCode">The HTTP status, 200 to 599, and not 204, 205 or 304, which have no body.</param>
    /// <exception cref="ArgumentException">An answer with this status has no body; or the status is out of range.</exception>
    public static WebhookAnswer Text(string text, int statusCode = 200)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(statusCode, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Creates an answer of JSON.</summary>
    /// <param name="utf8">The JSON in UTF-8; not copied.</param>
    /// <param name="statusCode"><inheritdoc cref="Text" path="/param[@name='statusCode']"/></param>
    /// <exception cref="ArgumentException">An answer with this status has no body; or the status is out of range.</exception>
    public static WebhookAnswer Json(ReadOnlyMemory<byte> utf8, int statusCode = 200) => new(statusCode, "application/json", utf8);

    /// <summary>Creates an answer without a body.</summary>
    /// <param name="statusCode">The HTTP status, 200 to 599.</param>
    public static WebhookAnswer Status(int statusCode) => new(statusCode, null, default);

    /// <summary>Returns the status: a body must not get into a log.</summary>
    public override string ToString() => $"{nameof(WebhookAnswer)} {StatusCode}";
}
