namespace Webhooks.Receiver.Benchmarks.Signatures;

/// <summary>A body with the header values that a provider's façade needs.</summary>
internal sealed record SignedBody(byte[] Bytes, string Signature, string Timestamp)
{
    /// <param name="bytes">The body.</param>
    /// <param name="headers">The signer's headers: the timestamp, if there is one, comes before the signature.</param>
    public static SignedBody Create(byte[] bytes, IReadOnlyList<KeyValuePair<string, string>> headers) => new(bytes, headers[^1].Value, headers[0].Value);
}
