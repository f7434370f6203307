using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>How a header, or a parameter of the query, has a signature in it: alone, after a prefix, or in a list, perhaps with a time.</summary>
internal sealed partial record SignatureHeaderForm(string Name, SignatureFormat Format, SignatureEncoding Encoding, string? TimePrefix)
{
    private static readonly string[] _words = ["sign", "hmac", "digest", "hash"];

    /// <summary>The last words of names that have a signature in them if no other header has.</summary>
    private static readonly string[] _lastWords = ["sig", "auth", "checksum", "authorization"];

    public bool IsInQuery { get; private init; }

    /// <summary>The version of the signature, such as <c>v0</c>, which some senders sign; null if it has none.</summary>
    public string? Version => AVersion().Match(Format.Prefix) is { Success: true } match ? match.Value : null;

    /// <returns>
    /// The forms of the headers whose names say that they have a signature. If there is none, and nobody here knows the sender: of the only header that may have
    /// one, or of a parameter of the query.
    /// </returns>
    public static IEnumerable<SignatureHeaderForm> In(PublicVector vector)
    {
        KeyValuePair<string, string>[] headers = [.. vector.Headers.DistinctBy(header => header.Key, StringComparer.OrdinalIgnoreCase)];
        KeyValuePair<string, string>[] named = [.. headers.Where(header => IsSignature(header.Key))];
        KeyValuePair<string, string>[] others = [.. headers.Where(header => _lastWords.Contains(LastWord(header.Key)))];
        bool isElsewhere = named is [] && !PublicVectorSchemes.IsKnownByName(vector);
        return isElsewhere && others is not [_] ? InQuery(vector.Url)
            : from header in isElsewhere ? others : named
              from form in Of(header.Key, header.Value.Trim())
              select form;
    }

    /// <summary>
    /// Whether headers say that more is signed than can be guessed: a list of signed headers, a nonce, or items of a list that are neither a
    /// signature nor a time.
    /// </summary>
    public static bool SaysMore(PublicVector vector) =>
        vector.Headers.Any(header => MoreThanABody().IsMatch(header.Key))
        || vector.Headers.Where(header => IsSignature(header.Key)).Any(header =>
            header.Value.Split([',', ';'], StringSplitOptions.TrimEntries).Select(item => AnItem().Match(item)).ToArray() is { Length: > 1 } items
            && items.All(item => item.Success) && !items.All(item => IsTimeItem(item) || item.Groups["rest"].Length >= 16));

    public static bool IsTime(string header) => LastWord(header) is "timestamp" or "time" or "ts" || IsDate(header);

    public static bool IsDate(string header) => LastWord(header) == "date";

    public static bool IsId(string header) => LastWord(header) == "id";

    private static bool IsSignature(string header) =>
        !IsTime(header) && !IsId(header) && LastWord(header) is not ("version" or "algorithm" or "alg" or "method" or "key" or "ed25519")
        && _words.Any(word => header.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<SignatureHeaderForm> InQuery(string? url) =>
        from pair in url?.Split('#')[0].Split('?', 2) is [_, { } query] ? query.Split('&') : []
        let parts = pair.Split('=', 2)
        where parts.Length == 2 && (IsSignature(parts[0]) || _lastWords.Contains(LastWord(parts[0])))
        select new SignatureHeaderForm(parts[0], SignatureFormat.Value(), EncodingOf(Uri.UnescapeDataString(parts[1])), null) { IsInQuery = true };

    private static string LastWord(string header) => header[(header.LastIndexOfAny(['-', '_']) + 1)..].ToLowerInvariant();

    private static IEnumerable<SignatureHeaderForm> Of(string header, string value)
    {
        if (AVersionAndComma().Match(value) is { Success: true } versioned) // v1,… v1,…
        {
            return [new(header, SignatureFormat.List(' ', versioned.Value), EncodingOf(value.Split(' ')[0][versioned.Length..]), null)];
        }

        foreach (char separator in ",;")
        {
            Match[] items = [.. value.Split(separator, StringSplitOptions.TrimEntries).Select(item => AnItem().Match(item))];
            if (items.Length > 1 && items.All(item => item.Success))
            {
                string? time = items.Where(IsTimeItem).Select(PrefixOf).FirstOrDefault();
                return from item in items
                       where PrefixOf(item) != time
                       group item by PrefixOf(item) into signatures
                       select new SignatureHeaderForm(header, SignatureFormat.List(separator, signatures.Key), EncodingOf(signatures.First().Groups["rest"].Value), time);
            }
        }

        return (AnItem().Match(value) is { Success: true } prefixed ? prefixed : AWordBefore().Match(value)) is { Success: true } single
            ? [new(header, SignatureFormat.Value(PrefixOf(single)), EncodingOf(single.Groups["rest"].Value), null)]
            : [new(header, SignatureFormat.Value(), EncodingOf(value), null)];
    }

    private static bool IsTimeItem(Match item) => PrefixOf(item) is "t=" or "ts=" or "time=" or "timestamp=";

    private static string PrefixOf(Match item) => item.Groups["prefix"].Value;

    private static SignatureEncoding EncodingOf(string text) =>
        text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? SignatureEncoding.Hex : SignatureEncoding.Base64;

    [GeneratedRegex("signed.?headers|signature.?input|nonce", RegexOptions.IgnoreCase)]
    private static partial Regex MoreThanABody();

    [GeneratedRegex("^v[0-9]+")]
    private static partial Regex AVersion();

    [GeneratedRegex("^v[0-9]+,(?=[A-Za-z0-9+/]{8})")]
    private static partial Regex AVersionAndComma();

    /// <summary>As in <c>Authorization: HMAC-SHA256 signature</c>.</summary>
    [GeneratedRegex("^(?<prefix>[A-Za-z][A-Za-z0-9_-]{0,15} )(?<rest>[^ ]+)$")]
    private static partial Regex AWordBefore();

    /// <summary>A prefix and what follows it. The padding of base64 is no such thing.</summary>
    [GeneratedRegex("^(?<prefix>[A-Za-z][A-Za-z0-9_-]{0,15}=)(?<rest>[^=].*)$")]
    private static partial Regex AnItem();
}
