namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Schemes of senders that the catalogue does not have, put together from the engine's parts as their documentation describes them.</summary>
internal static class PartsSchemes
{
    private static readonly SignatureScheme _hubSha1 = new()
    {
        Algorithm = SignatureAlgorithm.HmacSha1,
        Header = "X-Hub-Signature",
        Format = SignatureFormat.Value("sha1="),
    };

    private static readonly Dictionary<string, SignatureScheme> _schemes = new()
    {
        ["github"] = _hubSha1,
        ["meta"] = _hubSha1,
        ["intercom"] = _hubSha1,
        ["asana"] = Hex("X-Hook-Signature"),
        ["bitbucket"] = Hex("X-Hub-Signature", "sha256="),
        ["calendly"] = List("Calendly-Webhook-Signature", ',', "v1=", "t="),
        ["circleci"] = new() { Header = "circleci-signature", Format = SignatureFormat.List(',', "v1=") },
        ["docusign"] = Base64("X-DocuSign-Signature-1"),
        ["dropbox"] = Hex("X-Dropbox-Signature"),
        ["gocardless"] = Hex("Webhook-Signature"),
        ["jira"] = Hex("X-Hub-Signature", "sha256="),
        ["lemonsqueezy"] = Hex("X-Signature"),
        ["line"] = Base64("X-Line-Signature"),
        ["okta"] = new() { Algorithm = SignatureAlgorithm.SharedSecret, Header = "Authorization", SignedContent = [] },
        ["paddle"] = new()
        {
            Header = "Paddle-Signature",
            Format = SignatureFormat.List(';', "h1="),
            Timestamp = SignatureTimestamp.InSignatureList("ts="),
            SignedContent = [SignedPart.Timestamp, SignedPart.Text(":"), SignedPart.Body],
        },
        ["pagerduty"] = new() { Header = "X-PagerDuty-Signature", Format = SignatureFormat.List(',', "v1=") },
        ["paystack"] = new() { Algorithm = SignatureAlgorithm.HmacSha512, Header = "x-paystack-signature" },
        ["razorpay"] = Hex("X-Razorpay-Signature"),
        ["sentry"] = Hex("Sentry-Hook-Signature"),
        ["trello"] = new()
        {
            Algorithm = SignatureAlgorithm.HmacSha1,
            Header = "X-Trello-Webhook",
            Encoding = SignatureEncoding.Base64,
            SignedContent = [SignedPart.Body, SignedPart.Url],
        },
        ["typeform"] = new() { Header = "Typeform-Signature", Format = SignatureFormat.Value("sha256="), Encoding = SignatureEncoding.Base64 },
        ["vercel"] = new() { Algorithm = SignatureAlgorithm.HmacSha1, Header = "x-vercel-signature" },
        ["webflow"] = new()
        {
            Header = "x-webflow-signature",
            Timestamp = SignatureTimestamp.InHeader("x-webflow-timestamp", TimestampFormats.UnixMilliseconds),
            SignedContent = [SignedPart.Timestamp, SignedPart.Text(":"), SignedPart.Body],
        },
        ["woocommerce"] = Base64("X-WC-Webhook-Signature"),
    };

    public static IEnumerable<string> Names => _schemes.Keys;

    public static IEnumerable<SignatureScheme> Named(string name) => _schemes.TryGetValue(name, out SignatureScheme? scheme) ? [scheme] : [];

    private static SignatureScheme Hex(string header, string prefix = "") => new() { Header = header, Format = SignatureFormat.Value(prefix) };

    private static SignatureScheme Base64(string header) => new() { Header = header, Encoding = SignatureEncoding.Base64 };

    private static SignatureScheme List(string header, char separator, string prefix, string time) => new()
    {
        Header = header,
        Format = SignatureFormat.List(separator, prefix),
        Timestamp = SignatureTimestamp.InSignatureList(time),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };
}
