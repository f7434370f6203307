using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Benchmarks.Signatures;

public class CueSignatureBenchmarks : SignatureBenchmarks
{
    private readonly CueWebhooks _webhooks = new(Secret);
    private readonly CueWebhooks _rotated = new(NewSecret, Secret);

    private protected override IReadOnlyList<KeyValuePair<string, string>> Sign(string secret, byte[] body) =>
        WebhookSigner.Sign<CueEvent>(secret, body);

    private protected override SignatureResult Verify(SignedBody body) => _webhooks.Verify(body.Bytes, body.Signature);

    private protected override SignatureResult VerifyAfterRotation(SignedBody body) => _rotated.Verify(body.Bytes, body.Signature);
}
