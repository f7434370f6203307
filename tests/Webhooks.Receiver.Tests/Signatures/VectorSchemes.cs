using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>The schemes of the signature cases. Cue's is the shipped one; the others are declared from the providers' pages.</summary>
internal static class VectorSchemes
{
    public static IReadOnlyList<string> Providers { get; } = ["cue", "cueapi", "cubeconnect", "adgem"];

    public static SignatureScheme CueApi { get; } = new()
    {
        Header = "X-CueAPI-Signature",
        Format = SignatureFormat.Value("v1="),
        Timestamp = SignatureTimestamp.InHeader("X-CueAPI-Timestamp"),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };

    public static SignatureScheme CubeConnect { get; } = new()
    {
        Header = "X-Webhook-Signature",
        Timestamp = SignatureTimestamp.InHeader("X-Webhook-Timestamp", TimestampFormats.Iso8601 | TimestampFormats.UnixSeconds),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };

    public static SignatureScheme AdGem { get; } = new() { Header = "Signature" };

    /// <exception cref="ArgumentException">No scheme is declared: a case nobody can check must not look like one that passed.</exception>
    public static SignatureScheme Of(string provider) => provider switch
    {
        "cue" => CueEvent.Provider.Scheme,
        "cueapi" => CueApi,
        "cubeconnect" => CubeConnect,
        "adgem" => AdGem,
        _ => throw new ArgumentException($"No scheme is declared for the provider '{provider}' of a signature case.", nameof(provider)),
    };
}
