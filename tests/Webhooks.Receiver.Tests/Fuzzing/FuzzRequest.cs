using System.Globalization;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Tests;

/// <summary>A request as a case, with an opinion of its own on whether it is authentic: by the platform's HMAC and plain comparisons.</summary>
/// <param name="Method">The method.</param>
/// <param name="Url">The URL.</param>
/// <param name="Headers">The headers; a name may occur several times.</param>
/// <param name="Body">The body.</param>
internal sealed partial record FuzzRequest(string Method, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>Whether the content is JSON, as far as the headers say, and not encoded.</summary>
    public bool IsPlainJson =>
        Values("Content-Type").All(value => JsonType().IsMatch(value.Split(';')[0].Trim(' ', '\t')))
        && Values("Content-Encoding").All(value => value.Length == 0 || value.Equals("identity", StringComparison.OrdinalIgnoreCase));

    public WebhookRequest ToRequest() => new(Method, Url, Headers, Body);

    public override string ToString() =>
        $"{Method} {Url}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}\n{new FuzzBody(Body)}";

    /// <param name="sender">Who should have signed it; null where the URL decides.</param>
    public bool IsAuthentic(Sender? sender)
    {
        if (sender is null)
        {
            return Url.Split('?', '#')[0].Split('/')[^1] == SoriDelivery.Token;
        }

        string[] signatures = Values(sender.Scheme.Header!);
        string[] times = sender.HasTimestampHeader ? Values(sender.Scheme.Timestamp!.Header!) : [Tests.Sender.Now];
        if (signatures.Length != 1 || times.Length != 1 || !IsNow(times[0], sender.Scheme.Timestamp))
        {
            return false;
        }

        string expected = sender.Write(times[0], sender.Mac(Body, times[0]));
        string prefix = expected[..^64];
        string given = signatures[0].StartsWith(prefix, StringComparison.Ordinal) ? signatures[0][prefix.Length..]
            : sender.Scheme.Format.IsPrefixOptional ? signatures[0]
            : "";
        return given.Length == 64 && given.All(char.IsAsciiHexDigit) && given.Equals(expected[^64..], StringComparison.OrdinalIgnoreCase);
    }

    private string[] Values(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value.Trim(' ', '\t'))];

    private static bool IsNow(string text, SignatureTimestamp? timestamp)
    {
        if (timestamp is null)
        {
            return true;
        }

        DateTimeOffset? time =
            timestamp.Formats.HasFlag(TimestampFormats.UnixSeconds) && UnixSeconds().IsMatch(text)
                ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture))
                : timestamp.Formats.HasFlag(TimestampFormats.Iso8601) && Iso8601().IsMatch(text)
                    && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset parsed) ? parsed : null;
        return time is { } at && (at - DateTimeOffset.FromUnixTimeSeconds(long.Parse(Tests.Sender.Now, CultureInfo.InvariantCulture))).Duration()
            <= TimeSpan.FromMinutes(5);
    }

    [GeneratedRegex(@"\A((application|text)/json|[^/]+/[^/]+\+json|)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex JsonType();

    [GeneratedRegex(@"\A(0|[1-9][0-9]{0,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex UnixSeconds();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:?\d\d)\z", RegexOptions.ECMAScript)]
    private static partial Regex Iso8601();
}
