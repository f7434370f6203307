namespace Webhooks.Receiver.Benchmarks.Signatures;

/// <summary>A body with the header values that a provider's facade takes beside it.</summary>
internal sealed record SignedBody(byte[] Bytes, string Signature, string Timestamp)
{
    /// <param name="bytes">The body.</param>
    /// <param name="headers">As the signer makes them: the timestamp, where there is one, stands before the signature.</param>
    public static SignedBody Of(byte[] bytes, IReadOnlyList<KeyValuePair<string, string>> headers) => new(bytes, headers[^1].Value, headers[0].Value);
}
