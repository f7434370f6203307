using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>Takes URLs apart as they were received: nothing is decoded, put in another order or in another case.</summary>
internal static class RequestUrl
{
    private const string AfterScheme = "://";

    public static bool IsAbsolute(ReadOnlySpan<char> url) => FindScheme(url) > 0;

    /// <summary>Whether paths can be appended to a URL: absolute, with http or https, without a query.</summary>
    public static bool IsBase(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https" && parsed is { UserInfo: "", Host.Length: > 0 }
        && url.IndexOfAny(['?', '#', '\\', ' ', '\t', '\r', '\n']) < 0;

    /// <summary>Replaces everything before the path; returns null if there is no URL.</summary>
    public static string? Rebase(string? url, string? publicUrl) => publicUrl is null || url is null
        ? url
        : string.Concat(publicUrl.AsSpan().TrimEnd('/'), GetPathAndQuery(url));

    /// <summary>Gets everything from the path on, of an absolute or a relative URL; <c>/</c> if there is no path.</summary>
    public static ReadOnlySpan<char> GetPathAndQuery(ReadOnlySpan<char> url)
    {
        if (FindScheme(url) is var scheme and > 0)
        {
            ReadOnlySpan<char> rest = url[(scheme + AfterScheme.Length)..];
            int start = rest.IndexOfAny('/', '?');
            return start < 0 ? "/" : rest[start..];
        }

        return url;
    }

    /// <summary>
    /// Gets the values of a query parameter, at most two, with percent-encoding decoded. A plus sign stays one (RFC 3986), since base64 has them,
    /// unless it is read as a form writes it.
    /// </summary>
    public static StringValues GetQueryValues(ReadOnlySpan<char> url, string name, bool isPlusASpace = false)
    {
        StringValues values = default;
        ReadOnlySpan<char> query = url[(url.IndexOf('?') + 1)..];
        if (query.Length == url.Length)
        {
            return values;
        }

        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> pair = query[range];
            int equals = pair.IndexOf('=');
            if (IsName(equals < 0 ? pair : pair[..equals], name))
            {
                string value = equals < 0 ? "" : pair[(equals + 1)..].ToString();
                values = StringValues.Concat(values, Uri.UnescapeDataString(isPlusASpace ? value.Replace('+', ' ') : value));
                if (values.Count > 1)
                {
                    return values; // two are ambiguous already, and a stranger may send thousands
                }
            }
        }

        return values;
    }

    private static bool IsName(ReadOnlySpan<char> text, string name) =>
        text.SequenceEqual(name) || (text.Contains('%') && Uri.UnescapeDataString(text) == name);

    /// <summary>Finds the end of the URL's scheme; -1 if it has none, as in <c>/login?to=http://example.com</c>.</summary>
    private static int FindScheme(ReadOnlySpan<char> url)
    {
        int end = url.IndexOf(AfterScheme, StringComparison.Ordinal);
        return end > 0 && url[..end].IndexOfAny("/?#") < 0 ? end : -1;
    }
}
