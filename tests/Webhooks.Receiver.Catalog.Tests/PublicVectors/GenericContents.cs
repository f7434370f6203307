namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>What senders sign: the body or its hash, with the time, an id and the version of the signature before or after it, or with the URL.</summary>
internal static class GenericContents
{
    private const TimestampFormats AnyTime =
        TimestampFormats.UnixSeconds | TimestampFormats.UnixMilliseconds | TimestampFormats.Iso8601 | TimestampFormats.Rfc1123;

    /// <summary>
    /// A letter for each part: t is the time, i an id, v the version of the signature, b the body, h its SHA-256 in hex, f the sorted form, m the method,
    /// u the URL, p path and query. All else is text.
    /// </summary>
    private static readonly string[] _contents =
    [
        "t.b", "b.t", "i.t.b", "v.t.b", "t:b", "b:t", "i:t:b", "v:t:b", "tb", "bt", "itb", "vtb", "t\nb", "i|t|b", "t.h", "tmpb",
        "b", "h", "ub", "bu", "mub", "uf", "mpb", "mph",
    ];

    /// <returns>The contents that the vector's headers and URL allow.</returns>
    public static IEnumerable<SignedPart[]> Of(PublicVector vector, SignatureHeaderForm form)
    {
        string?[] ids = [.. vector.Headers.Select(header => header.Key).Where(SignatureHeaderForm.IsId), null];
        bool hasTime = TimeOf(vector, form) is not null;
        bool hasUrl = Uri.TryCreate(vector.Url, UriKind.Absolute, out _) && !form.IsInQuery; // an URL with the signature in it cannot be signed
        return from content in _contents
               where content.Contains('t') ? hasTime : form.TimePrefix is null // a time beside the signature is signed
               where hasUrl || !content.AsSpan().ContainsAny('u', 'p')
               where form.Version is not null || !content.Contains('v')
               from id in ids
               where content.Contains('i') == id is not null
               select (SignedPart[])[.. content.Select(letter => Part(letter, id, form.Version))];
    }

    /// <returns>Where the vector has a time, in a header of the date only if in no other; null if it has none.</returns>
    public static SignatureTimestamp? TimeOf(PublicVector vector, SignatureHeaderForm form) =>
        form.TimePrefix is { } prefix ? SignatureTimestamp.InSignatureList(prefix, AnyTime)
        : vector.Headers.Select(header => header.Key).Where(SignatureHeaderForm.IsTime).OrderBy(SignatureHeaderForm.IsDate).FirstOrDefault() is { } name
            ? SignatureTimestamp.InHeader(name, AnyTime)
        : null;

    private static SignedPart Part(char letter, string? id, string? version) => letter switch
    {
        't' => SignedPart.Timestamp,
        'i' => SignedPart.Header(id!),
        'v' => SignedPart.Text(version!),
        'b' => SignedPart.Body,
        'h' => SignedPart.BodyHash,
        'f' => SignedPart.SortedForm,
        'm' => SignedPart.Method,
        'u' => SignedPart.Url,
        'p' => SignedPart.PathAndQuery,
        _ => SignedPart.Text(letter.ToString()),
    };
}
