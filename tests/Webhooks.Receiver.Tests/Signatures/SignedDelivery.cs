namespace Webhooks.Receiver.Tests;

/// <summary>What a sender puts on the wire: header texts (empty where the scheme has no such header) and a body.</summary>
internal sealed record SignedDelivery(string Signature, string Timestamp, string Id, byte[] Body)
{
    public SignatureHeaders Headers => new(
        Signature, Timestamp.Length > 0 ? Timestamp : default(Microsoft.Extensions.Primitives.StringValues),
        Id.Length > 0 ? Id : default(Microsoft.Extensions.Primitives.StringValues));
}
