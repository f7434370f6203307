namespace Webhooks.Receiver;

internal enum SecretEncodingKind
{
    Utf8,
    Hex,
    Base64,
}
