namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Schemes of senders that the catalogue does not have, put together from the engine's parts.</summary>
internal static class PartsSchemes
{
    private static readonly Dictionary<string, SignatureScheme[]> _schemes = new()
    {
        ["github"] = [new() { Algorithm = SignatureAlgorithm.HmacSha1, Header = "X-Hub-Signature", Format = SignatureFormat.Value("sha1=") }],
        ["meta"] = [new() { Algorithm = SignatureAlgorithm.HmacSha1, Header = "X-Hub-Signature", Format = SignatureFormat.Value("sha1=") }],
    };

    public static IEnumerable<SignatureScheme> Named(string name) => _schemes.GetValueOrDefault(name, []);
}
