namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>What senders sign: the body, with the time, an id and the version of the signature before or after it, or with the URL.</summary>
internal static class GenericContents
{
    private const TimestampFormats AnyTime =
        TimestampFormats.UnixSeconds | TimestampFormats.UnixMilliseconds | TimestampFormats.Iso8601 | TimestampFormats.Rfc1123;

    /// <returns>The contents that the vector's headers and URL allow.</returns>
    public static IEnumerable<SignedPart[]> Of(PublicVector vector, SignatureHeaderForm form)
    {
        if (TimeOf(vector, form) is not null)
        {
            SignedPart[] ids = [.. vector.Headers.Where(header => SignatureHeaderForm.IsId(header.Key)).Select(header => SignedPart.Header(header.Key))];
            foreach (string separator in (string[])[".", ":", ""])
            {
                yield return Join(separator, SignedPart.Timestamp, SignedPart.Body);
                yield return Join(separator, SignedPart.Body, SignedPart.Timestamp);
                foreach (SignedPart first in form.Version is { } version ? [.. ids, SignedPart.Text(version)] : ids)
                {
                    yield return Join(separator, first, SignedPart.Timestamp, SignedPart.Body);
                }
            }
        }

        if (form.TimePrefix is null) // a time beside the signature is signed
        {
            yield return [SignedPart.Body];
        }

        if (Uri.TryCreate(vector.Url, UriKind.Absolute, out _))
        {
            yield return [SignedPart.Url, SignedPart.Body];
            yield return [SignedPart.Body, SignedPart.Url];
            yield return [SignedPart.Method, SignedPart.Url, SignedPart.Body];
            yield return [SignedPart.Url, SignedPart.SortedForm];
        }
    }

    /// <returns>Where the vector has a time; null if it has none.</returns>
    public static SignatureTimestamp? TimeOf(PublicVector vector, SignatureHeaderForm form) =>
        form.TimePrefix is { } prefix ? SignatureTimestamp.InSignatureList(prefix, AnyTime)
        : vector.Headers.Select(header => header.Key).FirstOrDefault(SignatureHeaderForm.IsTime) is { } name ? SignatureTimestamp.InHeader(name, AnyTime)
        : null;

    private static SignedPart[] Join(string separator, params SignedPart[] parts) => separator.Length == 0
        ? parts
        : [.. parts.SelectMany((part, index) => index == 0 ? (SignedPart[])[part] : [SignedPart.Text(separator), part])];
}
