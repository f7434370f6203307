namespace Webhooks.Receiver.Catalog;

/// <summary>The symmetric scheme of the Standard Webhooks specification, whose headers may begin with another word.</summary>
internal static class StandardScheme
{
    public static SignatureScheme WithHeaders(string prefix) => new()
    {
        Header = $"{prefix}-signature",
        Format = SignatureFormat.List(' ', "v1,"),
        Encoding = SignatureEncoding.Base64,
        SecretEncoding = SecretEncoding.Base64("whsec_"),
        IdHeader = $"{prefix}-id",
        Timestamp = SignatureTimestamp.InHeader($"{prefix}-timestamp"),
        SignedContent = [SignedPart.Id, SignedPart.Text("."), SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };
}
