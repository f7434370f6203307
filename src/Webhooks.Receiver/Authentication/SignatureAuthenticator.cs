using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>Authenticates deliveries by their signature.</summary>
internal sealed class SignatureAuthenticator(SignatureVerifier verifier, string? publicUrl = null) : DeliveryAuthenticator
{
    public SignatureVerifier Verifier => verifier;

    public override bool CoversBody { get; } = verifier.Scheme.CoversBody;

    public override bool ReadsUrl { get; } = verifier.Scheme.ReadsUrl;

    public override bool ReadsUrlToken => false;

    public override bool SharesSecretWith(DeliveryAuthenticator other) =>
        other is SignatureAuthenticator signature && verifier.SharesKeyWith(signature.Verifier);

    public override SignatureHeaders Select(WebhookHeaders headers, string method, string? url) =>
        SignatureHeaders.From(verifier.Scheme, headers, method, RequestUrl.Rebase(url, publicUrl));

    public override SignatureFailure? CheckHeaders(in SignatureHeaders headers, string? urlToken) => verifier.CheckHeaders(headers);

    public override SignatureResult Verify(in ReadOnlySequence<byte> body, in SignatureHeaders headers) => verifier.Verify(body, headers);
}
