using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>Authenticates the deliveries of one endpoint: by signature, or by a URL token. Thread-safe.</summary>
internal abstract class DeliveryAuthenticator
{
    /// <summary>Whether the body is authenticated, and not only the URL.</summary>
    public abstract bool CoversBody { get; }

    /// <summary>Whether the URL token is used. If it is not, finding it in the route is a cost to avoid.</summary>
    public abstract bool ReadsUrlToken { get; }

    /// <summary>Whether the URL is used. If it is not, putting it together is a cost to avoid.</summary>
    public virtual bool ReadsUrl => false;

    /// <summary>Whether both accept the same secret, so that one delivery passes both.</summary>
    public abstract bool SharesSecretWith(DeliveryAuthenticator other);

    /// <summary>Selects what <see cref="CheckHeaders"/> and <see cref="Verify"/> use of a request. The URL is as this app sees it.</summary>
    public abstract SignatureHeaders Select(WebhookHeaders headers, string method, string? url);

    /// <summary>Checks headers and URL token before the body is read. Returns the failure; null if there is none yet.</summary>
    public abstract SignatureFailure? CheckHeaders(in SignatureHeaders headers, string? urlToken);

    /// <summary>Verifies a delivery whose headers passed <see cref="CheckHeaders"/>.</summary>
    public abstract SignatureResult Verify(in ReadOnlySequence<byte> body, in SignatureHeaders headers);
}
