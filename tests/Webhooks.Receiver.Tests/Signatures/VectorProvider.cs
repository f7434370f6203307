using System.Buffers;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>The shipped class of a case's provider, in its four ways to verify.</summary>
internal sealed class VectorProvider
{
    public delegate SignatureResult OfHeaders(ReadOnlySpan<byte> body, WebhookHeaders headers);

    public delegate SignatureResult OfValues(ReadOnlySpan<byte> body, string? signature, string? timestamp);

    public required OfHeaders Verify { get; init; }

    public required Func<ReadOnlySequence<byte>, WebhookHeaders, SignatureResult> VerifyPieces { get; init; }

    public required OfValues VerifyValues { get; init; }

    public required Func<ReadOnlySequence<byte>, string?, string?, SignatureResult> VerifyValuesInPieces { get; init; }

    public static VectorProvider Of(SignatureVector vector)
    {
        var clock = new ManualTimeProvider(vector.Now);
        return vector.Provider switch
        {
            "cue" => Of(new CueWebhooks(vector.Secrets, clock)),
            "cueapi" => Of(new CueApiWebhooks(vector.Secrets, clock)),
            "cubeconnect" => Of(new CubeConnectWebhooks(vector.Secrets, clock)),
            "adgem" => Of(new AdGemWebhooks(vector.Secrets, clock)),
            _ => throw new ArgumentException($"There are no tests for '{vector.Provider}'.", nameof(vector)),
        };
    }

    private static VectorProvider Of(CueWebhooks cue) => new()
    {
        Verify = cue.Verify,
        VerifyPieces = (body, headers) => cue.Verify(body, headers),
        VerifyValues = (body, signature, _) => cue.Verify(body, signature),
        VerifyValuesInPieces = (body, signature, _) => cue.Verify(body, signature),
    };

    private static VectorProvider Of(CueApiWebhooks cueApi) => new()
    {
        Verify = cueApi.Verify,
        VerifyPieces = (body, headers) => cueApi.Verify(body, headers),
        VerifyValues = cueApi.Verify,
        VerifyValuesInPieces = (body, signature, timestamp) => cueApi.Verify(body, signature, timestamp),
    };

    private static VectorProvider Of(CubeConnectWebhooks cubeConnect) => new()
    {
        Verify = cubeConnect.Verify,
        VerifyPieces = (body, headers) => cubeConnect.Verify(body, headers),
        VerifyValues = cubeConnect.Verify,
        VerifyValuesInPieces = (body, signature, timestamp) => cubeConnect.Verify(body, signature, timestamp),
    };

    private static VectorProvider Of(AdGemWebhooks adGem) => new()
    {
        Verify = adGem.Verify,
        VerifyPieces = (body, headers) => adGem.Verify(body, headers),
        VerifyValues = (body, signature, _) => adGem.Verify(body, signature),
        VerifyValuesInPieces = (body, signature, _) => adGem.Verify(body, signature),
    };
}
