using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Testing;

/// <summary>What the sample payloads share: JSON texts, and new ids of the forms that providers use.</summary>
internal static class SampleJson
{
    private const string Base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's, of which ULIDs are written

    /// <summary>A JSON string, with its quotes.</summary>
    public static string Text(string value) => $"\"{JsonEncodedText.Encode(value)}\"";

    public static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);

    public static string NewHex(string prefix, int length = 24) => prefix + RandomNumberGenerator.GetHexString(length, lowercase: true);

    public static string NewDigits(string prefix, int length) => prefix + RandomNumberGenerator.GetString("0123456789", length);

    public static string NewUlid() => $"01J{RandomNumberGenerator.GetString(Base32, 23)}";

    public static string NewUuid() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
