namespace Webhooks.Receiver;

/// <summary>What a <see cref="DeliveryIdentity"/> consists of.</summary>
/// <param name="Kind">Where it comes from; never <see cref="DeliveryIdentityKind.None"/>.</param>
/// <param name="First">The id, or the hash in hexadecimal digits.</param>
/// <param name="Second">A second part, if several events have the same id; otherwise null.</param>
internal sealed record DeliveryIdentityParts(DeliveryIdentityKind Kind, string First, string? Second)
{
    /// <summary>Returns the name of the type only: ids must not get into a log.</summary>
    public override string ToString() => nameof(DeliveryIdentityParts);
}
