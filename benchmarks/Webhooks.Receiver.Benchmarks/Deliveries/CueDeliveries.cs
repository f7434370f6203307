using System.Text;
using System.Text.Json;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Benchmarks.Deliveries;

/// <summary>Signed deliveries of Cue's published <c>ad.click</c>, without the white space that the page adds for its readers.</summary>
internal static class CueDeliveries
{
    public const string Secret = "whsec_a-secret-of-forty-characters-in-all";

    public static PreparedDelivery Click(int number = 0)
    {
        using JsonDocument example = JsonDocument.Parse(CueSamplePayloads.AdClick($"evt_{number:D10}"));
        using var compact = new MemoryStream();
        using (var writer = new Utf8JsonWriter(compact))
        {
            example.WriteTo(writer);
        }

        return Signed(compact.ToArray());
    }

    /// <summary>Deliveries of as many events.</summary>
    public static PreparedDelivery[] Clicks(int count) => [.. Enumerable.Range(0, count).Select(Click)];

    public static PreparedDelivery Signed(byte[] body) => new(body, WebhookSigner.Sign<CueEvent>(Secret, body));

    /// <summary>The same body with a well-formed signature that somebody without the secret made up.</summary>
    public static PreparedDelivery Forged(byte[] body) => new(body, WebhookSigner.Sign<CueEvent>("somebody else's secret", body));

    /// <summary>Bytes that are as hard to hash as any others.</summary>
    public static byte[] BodyOf(int size) => Encoding.ASCII.GetBytes(new string('x', size));
}
