namespace Webhooks.Receiver;

internal enum SignedPartKind
{
    Body,
    Timestamp,
    Id,
    Text,
}
