using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A provider as its sender behaves: signed by the platform's HMAC and not by our engine.</summary>
internal abstract class ProviderUnderTest
{
    public required string Name { get; init; }

    /// <summary>The section of the configuration below <c>Webhooks</c>.</summary>
    public required string Section { get; init; }

    public required string Secret { get; init; }

    /// <summary>An authentic event that this id tells from others, and that quotes a word.</summary>
    public required Func<string, string, string> Event { get; init; }

    /// <summary>The signature header's name; empty where the provider does not sign.</summary>
    public string SignatureHeader { get; init; } = "";

    public string SignaturePrefix { get; init; } = "";

    /// <summary>The timestamp header's name; empty where none is sent.</summary>
    public string TimestampHeader { get; init; } = "";

    public Func<DateTimeOffset, string> TimestampText { get; init; } = _ => "";

    /// <summary>The content types that the provider declares.</summary>
    public abstract WebhookMediaTypes MediaTypes { get; }

    /// <summary>What is answered while another delivery of the event is handled.</summary>
    public abstract HttpStatusCode Busy { get; }

    public bool IsSigned => SignatureHeader.Length > 0;

    /// <summary>Where it is configured: secrets, or tokens for the URL.</summary>
    public string SecretsSetting => $"Webhooks:{Section}:{(IsSigned ? "Secrets" : "UrlTokens")}";

    /// <summary>The route pattern of a free-form endpoint.</summary>
    public string FreeFormPattern => IsSigned ? "/free-form" : "/free-form/{token}";

    public string DefaultPath => PathWith(Secret);

    public string FreeFormPath => FreeFormPattern.Replace("{token}", Secret, StringComparison.Ordinal);

    public static string UnixSeconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static string Iso8601(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public string PathWith(string secret) => IsSigned ? $"/webhooks/{Name}" : $"/webhooks/{Name}/{secret}";

    public byte[] Body(string id, string word = "x") => Encoding.UTF8.GetBytes(Event(id, word));

    /// <summary>What is signed.</summary>
    public byte[] SignedContent(byte[] body, string timestamp) =>
        TimestampHeader.Length == 0 ? body : [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. body];

    public static string Mac(byte[] content, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content));

    /// <summary>An authentic delivery, unless another secret signs it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="now">When it is signed.</param>
    /// <param name="secret">What signs it, or stands in the URL where the provider does not sign; the right one where null.</param>
    /// <param name="path">Where it is sent; the provider's default path where null.</param>
    public HttpRequestMessage Message(byte[] body, DateTimeOffset now, string? secret = null, string? path = null)
    {
        string timestamp = TimestampText(now);
        return MessageWith(Mac(SignedContent(body, timestamp), secret ?? Secret), timestamp, body, path ?? PathWith(secret ?? Secret));
    }

    /// <summary>A delivery with a MAC made elsewhere.</summary>
    public HttpRequestMessage MessageWith(string mac, string timestamp, byte[] body, string path)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (IsSigned)
        {
            message.Headers.Add(SignatureHeader, SignaturePrefix + mac);
        }

        if (TimestampHeader.Length > 0)
        {
            message.Headers.Add(TimestampHeader, timestamp);
        }

        return message;
    }

    /// <summary>Settings with only this provider's secret.</summary>
    public void Configure(WebhookAppOptions options, params string[] secrets)
    {
        options.Settings.Clear();
        foreach ((int index, string secret) in (secrets.Length == 0 ? [Secret] : secrets).Index())
        {
            options.Settings[$"{SecretsSetting}:{index}"] = secret;
        }
    }

    public override string ToString() => Name;

    /// <summary>Maps the default path to a delegate.</summary>
    public abstract IEndpointConventionBuilder Map(WebApplication app, Func<object, WebhookContext, Task> handler);

    /// <summary>Maps a free-form endpoint.</summary>
    public abstract IEndpointConventionBuilder MapFreeForm(WebApplication app, Func<object, CancellationToken, Task<IResult>> handler);
}
