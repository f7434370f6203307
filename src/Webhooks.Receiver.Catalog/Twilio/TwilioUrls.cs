namespace Webhooks.Receiver.Catalog;

/// <summary>The forms of one URL that Twilio may have signed.</summary>
internal static class TwilioUrls
{
    /// <returns>The URL as it is, without its port, and with the standard port of its scheme; each also with encoded apostrophes in its query.</returns>
    public static IEnumerable<string> Of(string url)
    {
        int start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        int end = url.AsSpan(start).IndexOfAny('/', '?') is var path and >= 0 ? start + path : url.Length;
        int port = url.LastIndexOf(':', end - 1, end - start);
        bool hasPort = port > url.LastIndexOf(']', end - 1, end - start) && port > url.LastIndexOf('@', end - 1, end - start) && port >= start;
        string other = hasPort
            ? url.Remove(port, end - port)
            : url.Insert(end, url.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80");
        string[] urls = [url, other];
        return urls.Concat(urls.Where(HasApostrophe).Select(EncodeApostrophes));
    }

    private static bool HasApostrophe(string url) => url.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 && url.IndexOf('\'', query) >= 0;

    private static string EncodeApostrophes(string url)
    {
        int query = url.IndexOf('?', StringComparison.Ordinal);
        return string.Concat(url.AsSpan(0, query), url[query..].Replace("'", "%27", StringComparison.Ordinal));
    }
}
