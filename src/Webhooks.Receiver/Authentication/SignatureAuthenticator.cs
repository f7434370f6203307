using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>The sender signs.</summary>
internal sealed class SignatureAuthenticator(SignatureVerifier verifier) : DeliveryAuthenticator
{
    public override bool CoversBody => true;

    public override bool ReadsUrlToken => false;

    public override SignatureFailure? CheckHeaders(WebhookHeaders headers, string? urlToken) =>
        verifier.CheckHeaders(SignatureHeaders.Of(verifier.Scheme, headers));

    public override SignatureResult Verify(in ReadOnlySequence<byte> body, WebhookHeaders headers) => verifier.Verify(body, headers);
}
