using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>The schemes of the signature cases, as shipped.</summary>
internal static class VectorSchemes
{
    public static IReadOnlyList<string> Providers { get; } = ["cue", "cueapi", "cubeconnect", "adgem"];

    public static SignatureScheme CueApi => CueApiEvent.Provider.Scheme!;

    public static SignatureScheme CubeConnect => CubeConnectEvent.Provider.Scheme!;

    public static SignatureScheme AdGem => AdGemEvent.Provider.Scheme!;

    /// <exception cref="ArgumentException">There is no scheme: a case that cannot be checked must not look like one that passed.</exception>
    public static SignatureScheme Of(string provider) => provider switch
    {
        "cue" => CueEvent.Provider.Scheme!,
        "cueapi" => CueApi,
        "cubeconnect" => CubeConnect,
        "adgem" => AdGem,
        _ => throw new ArgumentException($"No scheme is declared for the provider '{provider}' of a signature case.", nameof(provider)),
    };
}
