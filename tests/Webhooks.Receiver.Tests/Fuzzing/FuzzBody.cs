using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>A body as a case. It prints as text, and as base64 for those bytes that are none.</summary>
internal sealed record FuzzBody(byte[] Bytes)
{
    public override string ToString() => $"{Encoding.UTF8.GetString(Bytes)}\n(in base64: {Convert.ToBase64String(Bytes)})";

    /// <summary>The body without a part of it: first the largest parts, down to single bytes.</summary>
    public static IEnumerable<FuzzBody> Shrink(FuzzBody body)
    {
        byte[] bytes = body.Bytes;
        for (int length = (bytes.Length + 1) / 2; length > 0; length /= 2)
        {
            for (int at = 0; at < bytes.Length; at += length)
            {
                yield return new FuzzBody([.. bytes[..at], .. bytes[Math.Min(at + length, bytes.Length)..]]);
            }
        }
    }
}
