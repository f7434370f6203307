using System.Text;
using System.Text.Json;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Benchmarks.Deliveries;

/// <summary>Creates signed deliveries of Cue's published <c>ad.click</c>, without the page's white space.</summary>
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

    /// <summary>Creates this number of deliveries, each with its own event.</summary>
    public static PreparedDelivery[] Clicks(int count) => [.. Enumerable.Range(0, count).Select(Click)];

    public static PreparedDelivery Signed(byte[] body) => new(body, WebhookSigner.Sign<CueEvent>(Secret, body));

    /// <summary>Creates a delivery with a well-formed signature that was computed with another secret.</summary>
    public static PreparedDelivery Forged(byte[] body) => new(body, WebhookSigner.Sign<CueEvent>("somebody else's secret", body));

    /// <summary>Creates a body. Its content does not matter: hashing takes the same time for all bytes.</summary>
    public static byte[] CreateBody(int size) => Encoding.ASCII.GetBytes(new string('x', size));
}
