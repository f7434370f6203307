using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>How an endpoint tells genuine deliveries from others. Thread-safe.</summary>
internal abstract class DeliveryAuthenticator
{
    /// <summary>Whether the body is covered, and not only the address it was sent to.</summary>
    public abstract bool CoversBody { get; }

    /// <summary>Whether the secret word in the URL is looked at; finding it costs where it is not.</summary>
    public abstract bool ReadsUrlToken { get; }

    /// <summary>Whether both accept the same secret, so that one delivery passes both.</summary>
    public abstract bool SharesSecretWith(DeliveryAuthenticator other);

    /// <summary>The header values that both of the following look at.</summary>
    public abstract SignatureHeaders Select(WebhookHeaders headers);

    /// <summary>What can be said before the body is read: the failure, or null where the body decides.</summary>
    public abstract SignatureFailure? CheckHeaders(in SignatureHeaders headers, string? urlToken);

    /// <summary>The verdict over a delivery whose headers have passed.</summary>
    public abstract SignatureResult Verify(in ReadOnlySequence<byte> body, in SignatureHeaders headers);
}
