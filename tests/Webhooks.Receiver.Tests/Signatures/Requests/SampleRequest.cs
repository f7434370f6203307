using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>A request as a sender sends it, before it is signed.</summary>
internal sealed record SampleRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A request with something of every kind that a scheme can sign.</summary>
    public static SampleRequest Default { get; } = new(
        "POST", "https://Example.com:8443/hooks/a%2Fb?x=1&y=%41",
        new Dictionary<string, string> { ["X-Tenant"] = "red", ["X-Other"] = "1" },
        "To=%2B18005551212&Body=hello+world&empty=&To=%2B1&caf%C3%A9=%e2%98%95");

    /// <summary>Changes that an attacker could make, each of one thing.</summary>
    public static IReadOnlyDictionary<string, Func<SampleRequest, SampleRequest>> Changes { get; } = new Dictionary<string, Func<SampleRequest, SampleRequest>>
    {
        ["method"] = request => request with { Method = "PUT" },
        ["method's case"] = request => request with { Method = "post" },
        ["scheme"] = request => request with { Url = request.Url.Replace("https", "http", StringComparison.Ordinal) },
        ["host"] = request => request with { Url = request.Url.Replace("Example", "Evil", StringComparison.Ordinal) },
        ["host's case"] = request => request with { Url = request.Url.Replace("Example", "example", StringComparison.Ordinal) },
        ["port"] = request => request with { Url = request.Url.Replace(":8443", "", StringComparison.Ordinal) },
        ["path"] = request => request with { Url = request.Url.Replace("/hooks/", "/hook/", StringComparison.Ordinal) },
        ["path's encoding"] = request => request with { Url = request.Url.Replace("%2F", "%2f", StringComparison.Ordinal) },
        ["path decoded"] = request => request with { Url = request.Url.Replace("%2F", "/", StringComparison.Ordinal) },
        ["trailing slash"] = request => request with { Url = request.Url.Replace("?", "/?", StringComparison.Ordinal) },
        ["query's order"] = request => request with { Url = request.Url.Replace("x=1&y=%41", "y=%41&x=1", StringComparison.Ordinal) },
        ["query's encoding"] = request => request with { Url = request.Url.Replace("%41", "A", StringComparison.Ordinal) },
        ["query's value"] = request => request with { Url = request.Url.Replace("x=1", "x=2", StringComparison.Ordinal) },
        ["query without"] = request => request with { Url = request.Url[..request.Url.IndexOf('?', StringComparison.Ordinal)] },
        ["header"] = request => request.With("X-Tenant", "blue"),
        ["header's case"] = request => request.With("X-Tenant", "Red"),
        ["other header"] = request => request.With("X-Other", "2"),
        ["field's value"] = request => request.Replace("hello", "hallo"),
        ["field's name"] = request => request.Replace("empty", "Empty"),
        ["field's case"] = request => request.Replace("hello", "Hello"),
        ["field removed"] = request => request.Replace("&empty=", ""),
        ["field added"] = request => request.Replace("&empty=", "&empty=&z=1"),
        ["field's second value"] = request => request.Replace("To=%2B1&", "To=%2B2&"),
        ["field twice"] = request => request.Replace("&empty=", "&empty=&empty="),
        ["fields' order"] = request => request.Replace("Body=hello+world&empty=", "empty=&Body=hello+world"),
        ["field's encoding"] = request => request.Replace("hello+world", "hello%20world"),
        ["body with a space"] = request => request with { Body = request.Body + " " },
    };

    public SampleRequest With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };

    /// <summary>The request with headers and, if the signature is in the query, with its parameter.</summary>
    public (byte[] Body, SignatureHeaders Headers) Signed(SignatureScheme scheme, string signature, string? timestamp)
    {
        List<KeyValuePair<string, string>> headers = [.. Headers];
        if (scheme.Timestamp?.Header is { } time)
        {
            headers.Add(new(time, timestamp!));
        }

        string url = scheme.QueryParameter is { } parameter
            ? $"{Url}{(Url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}={Uri.EscapeDataString(signature)}"
            : Url;
        if (scheme.Header is { } header)
        {
            headers.Add(new(header, signature));
        }

        return (Encoding.UTF8.GetBytes(Body), SignatureHeaders.From(scheme, WebhookHeaders.From(headers), Method, url));
    }

    private SampleRequest Replace(string part, string by) => this with { Body = Body.Replace(part, by, StringComparison.Ordinal) };
}
