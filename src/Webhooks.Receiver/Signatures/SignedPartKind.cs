namespace Webhooks.Receiver;

internal enum SignedPartKind
{
    Body,
    Timestamp,
    Id,
    Text,
    Method,
    Url,
    PathAndQuery,
    Header,
    SortedForm,
    BodyHash,
    Custom,
}
