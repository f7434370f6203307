using System.Globalization;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Testing.Tests;

/// <summary>Schemes of every kind, written down here so that the signer is tested apart from the providers.</summary>
internal static class SampleSchemes
{
    private static readonly Dictionary<string, SignatureScheme> _schemes = new()
    {
        ["cue"] = CueEvent.Provider.Scheme!,
        ["adgem"] = new() { Header = "Signature" },
        ["cueapi"] = new()
        {
            Header = "X-CueAPI-Signature",
            Format = SignatureFormat.Value("v1="),
            Timestamp = SignatureTimestamp.InHeader("X-CueAPI-Timestamp"),
            SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
        },
        ["cubeconnect"] = CubeConnect(TimestampFormats.Iso8601 | TimestampFormats.UnixSeconds),
        ["cubeconnect-unix"] = CubeConnect(TimestampFormats.UnixSeconds),
        ["list-hex"] = new()
        {
            Header = "Stripe-Signature",
            Format = SignatureFormat.List(',', "v1="),
            Timestamp = SignatureTimestamp.InSignatureList("t="),
            SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
        },
        ["list-base64"] = new()
        {
            Header = "webhook-signature",
            Format = SignatureFormat.List(' ', "v1,"),
            Encoding = SignatureEncoding.Base64,
            SecretEncoding = SecretEncoding.Base64("whsec_"),
            IdHeader = "webhook-id",
            Timestamp = SignatureTimestamp.InHeader("webhook-timestamp"),
            SignedContent = [SignedPart.Id, SignedPart.Text("."), SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
        },
        ["iso-in-list"] = new()
        {
            Header = "X-Signature",
            Format = SignatureFormat.List(';', "sig="),
            Timestamp = SignatureTimestamp.InSignatureList("at=", TimestampFormats.Iso8601),
            SignedContent = [SignedPart.Text("v0|"), SignedPart.Body, SignedPart.Timestamp],
        },
        ["hex-secret"] = new() { Header = "X-Signature", Encoding = SignatureEncoding.Base64, SecretEncoding = SecretEncoding.Hex },
    };

    public static SignatureScheme Of(string name) => _schemes[name];

    /// <summary>The scheme that writes the vector's time as the vector has it.</summary>
    public static SignatureScheme Of(SignatureVector vector) =>
        Of(vector.Provider == "cubeconnect" && TimeText(vector)!.All(char.IsAsciiDigit) ? "cubeconnect-unix" : vector.Provider);

    public static string SecretOf(string name) => name switch
    {
        "list-base64" => "whsec_AQIDBAUGBwg=",
        "hex-secret" => "0102030405060708",
        _ => "a secret of the tests",
    };

    public static DateTimeOffset? SignedTime(SignatureVector vector)
    {
        string? text = TimeText(vector);
        return long.TryParse(text, CultureInfo.InvariantCulture, out long seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string? TimeText(SignatureVector vector) =>
        vector.Headers.Where(header => header.Key.EndsWith("-Timestamp", StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value).SingleOrDefault();

    private static SignatureScheme CubeConnect(TimestampFormats formats) => new()
    {
        Header = "X-Webhook-Signature",
        Timestamp = SignatureTimestamp.InHeader("X-Webhook-Timestamp", formats),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };
}
