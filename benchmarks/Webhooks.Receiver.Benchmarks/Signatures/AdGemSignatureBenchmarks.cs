using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Benchmarks.Signatures;

public class AdGemSignatureBenchmarks : SignatureBenchmarks
{
    private readonly AdGemWebhooks _webhooks = new(Secret);
    private readonly AdGemWebhooks _rotated = new(NewSecret, Secret);

    private protected override IReadOnlyList<KeyValuePair<string, string>> Sign(string secret, byte[] body) =>
        WebhookSigner.Sign<AdGemEvent>(secret, body);

    private protected override SignatureResult Verify(SignedBody body) => _webhooks.Verify(body.Bytes, body.Signature);

    private protected override SignatureResult VerifyAfterRotation(SignedBody body) => _rotated.Verify(body.Bytes, body.Signature);
}
