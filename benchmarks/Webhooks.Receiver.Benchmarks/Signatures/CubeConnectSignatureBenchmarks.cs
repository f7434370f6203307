using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Benchmarks.Signatures;

public class CubeConnectSignatureBenchmarks : SignatureBenchmarks
{
    private readonly CubeConnectWebhooks _webhooks = new(Secret);
    private readonly CubeConnectWebhooks _rotated = new(NewSecret, Secret);

    private protected override IReadOnlyList<KeyValuePair<string, string>> Sign(string secret, byte[] body) =>
        WebhookSigner.Sign<CubeConnectEvent>(secret, body);

    private protected override SignatureResult Verify(SignedBody body) => _webhooks.Verify(body.Bytes, body.Signature, body.Timestamp);

    private protected override SignatureResult VerifyAfterRotation(SignedBody body) => _rotated.Verify(body.Bytes, body.Signature, body.Timestamp);
}
