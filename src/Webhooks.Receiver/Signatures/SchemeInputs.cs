namespace Webhooks.Receiver;

/// <summary>What a scheme reads of a request besides the headers of signature, timestamp and id.</summary>
[Flags]
internal enum SchemeInputs
{
    None = 0,
    Headers = 1, // and the method
    Url = 2,
    PublicUrl = 4,
    Unknown = 8,
}
