namespace Webhooks.Receiver;

internal enum DeliveryIdentityKind : byte
{
    None = 0,
    SignedId,
    BodyHash,
    UnsignedId,
}
