using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>A scheme that signs more than the body, with what it signs written down a second time, by hand.</summary>
internal sealed class RequestScheme
{
    private const string Secret = "a-secret-of-the-tests-4f1c";

    private static readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public required string Name { get; init; }

    public required SignatureScheme Scheme { get; init; }

    /// <summary>The signed text, by timestamp and request.</summary>
    public required Func<string, SampleRequest, string> Content { get; init; }

    public string Timestamp { get; init; } = "1773424274";

    /// <summary>Which changes of a request the signature has to show.</summary>
    public required string[] Covers { get; init; }

    public static IReadOnlyList<RequestScheme> All { get; } =
    [
        new()
        {
            Name = "URL and sorted form, as Twilio",
            Scheme = new()
            {
                Header = "X-Signature", Algorithm = SignatureAlgorithm.HmacSha1, Encoding = SignatureEncoding.Base64,
                SignedContent = [SignedPart.Url, SignedPart.SortedForm],
            },
            Content = (_, request) => request.Url + SortedFormTests.Sort(request.Body),
            Covers = [.. UrlChanges, .. FieldChanges, "body with a space"],
        },
        new()
        {
            Name = "URL and body, as Square",
            Scheme = new() { Header = "X-Signature", Encoding = SignatureEncoding.Base64, SignedContent = [SignedPart.Url, SignedPart.Body] },
            Content = (_, request) => request.Url + request.Body,
            Covers = [.. UrlChanges, .. BodyChanges],
        },
        new()
        {
            Name = "method, URL, body and milliseconds, as HubSpot",
            Scheme = new()
            {
                Header = "X-Signature", Encoding = SignatureEncoding.Base64,
                Timestamp = SignatureTimestamp.InHeader("X-Time", TimestampFormats.UnixMilliseconds),
                SignedContent = [SignedPart.Method, SignedPart.Url, SignedPart.Body, SignedPart.Timestamp],
            },
            Timestamp = "1773424274123",
            Content = (time, request) => request.Method.ToUpperInvariant() + request.Url + request.Body + time,
            Covers = ["method", .. UrlChanges, .. BodyChanges],
        },
        new()
        {
            Name = "path, header and hash of the body in a list",
            Scheme = new()
            {
                Header = "X-Signature", Algorithm = SignatureAlgorithm.HmacSha512, Format = SignatureFormat.List(',', "v1="),
                Timestamp = SignatureTimestamp.InSignatureList("t="),
                SignedContent =
                [
                    SignedPart.Timestamp, SignedPart.Text("\n"), SignedPart.Method, SignedPart.Text(" "), SignedPart.PathAndQuery, SignedPart.Text("\n"),
                    SignedPart.Header("x-tenant"), SignedPart.Text("\n"), SignedPart.BodyHash,
                ],
            },
            Content = (time, request) => $"{time}\n{request.Method.ToUpperInvariant()} {request.Url[request.Url.IndexOf("/hook", StringComparison.Ordinal)..]}\n"
                + $"{request.Headers["X-Tenant"]}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)))}",
            Covers = ["method", .. PathChanges, "header", "header's case", .. BodyChanges],
        },
        new()
        {
            Name = "signature in the query",
            Scheme = new()
            {
                QueryParameter = "sig", Algorithm = SignatureAlgorithm.HmacSha384, Encoding = SignatureEncoding.Base64, Format = SignatureFormat.Value("v1:"),
                SignedContent = [SignedPart.Body],
            },
            Content = (_, request) => request.Body,
            Covers = BodyChanges,
        },
        new()
        {
            Name = "code that signs the URL without its signature",
            Scheme = new()
            {
                QueryParameter = "sig",
                SignedContent =
                [
                    SignedPart.Custom((_, headers, output) =>
                    {
                        int end = headers.Url!.LastIndexOf("&sig=", StringComparison.Ordinal);
                        end = end < 0 ? headers.Url.LastIndexOf("?sig=", StringComparison.Ordinal) : end;
                        Encoding.UTF8.GetBytes(headers.Url.AsSpan(0, end), output);
                        return true;
                    }, coversBody: false, usesUrl: true),
                    SignedPart.Text("\n"), SignedPart.Body,
                ],
            },
            Content = (_, request) => $"{request.Url}\n{request.Body}",
            Covers = [.. UrlChanges, .. BodyChanges],
        },
        new()
        {
            Name = "public key, date of HTTP and URL",
            Scheme = new()
            {
                Header = "X-Signature", Algorithm = SignatureAlgorithm.EcdsaP256Sha256, Encoding = SignatureEncoding.Base64,
                Timestamp = SignatureTimestamp.InHeader("Date", TimestampFormats.Rfc1123),
                SignedContent = [SignedPart.Timestamp, SignedPart.Url, SignedPart.Body],
            },
            Timestamp = "Fri, 13 Mar 2026 17:51:14 GMT",
            Content = (time, request) => time + request.Url + request.Body,
            Covers = [.. UrlChanges, .. BodyChanges],
        },
    ];

    public static TheoryData<string> Names => [.. All.Select(scheme => scheme.Name)];

    private static string[] PathChanges =>
        ["path", "path's encoding", "path decoded", "trailing slash", "query's order", "query's encoding", "query's value", "query without"];

    private static string[] UrlChanges => ["scheme", "host", "host's case", "port", .. PathChanges];

    private static string[] FieldChanges =>
        ["field's value", "field's name", "field's case", "field removed", "field added", "field's second value"];

    private static string[] BodyChanges => [.. FieldChanges, "field twice", "fields' order", "field's encoding", "body with a space"];

    public static RequestScheme Of(string name) => All.Single(scheme => scheme.Name == name);

    public SignatureVerifier Verifier() => new(
        Scheme, [Scheme.Algorithm == SignatureAlgorithm.EcdsaP256Sha256 ? _key.ExportSubjectPublicKeyInfoPem() : Secret], new ManualTimeProvider());

    /// <summary>Signs with the platform alone, and returns the whole text of the header or parameter.</summary>
    public string Sign(SampleRequest request)
    {
        byte[] content = Encoding.UTF8.GetBytes(Content(Timestamp, request));
        byte[] key = Encoding.UTF8.GetBytes(Secret);
        byte[] signature = Scheme.Algorithm switch
        {
            SignatureAlgorithm.HmacSha1 => CryptographicOperations.HmacData(HashAlgorithmName.SHA1, key, content),
            SignatureAlgorithm.HmacSha384 => HMACSHA384.HashData(key, content),
            SignatureAlgorithm.HmacSha512 => HMACSHA512.HashData(key, content),
            SignatureAlgorithm.EcdsaP256Sha256 => _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            _ => HMACSHA256.HashData(key, content),
        };
        string text = Scheme.Encoding == SignatureEncoding.Hex ? Convert.ToHexStringLower(signature) : Convert.ToBase64String(signature);
        return (Scheme.Timestamp?.ListPrefix is { } prefix ? $"{prefix}{Timestamp}," : "") + Scheme.Format.Prefix + text;
    }
}
