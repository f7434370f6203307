using System.Globalization;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Creates keys like those of deliveries, each a new one. Thread-safe.</summary>
internal static class KeyFactory
{
    private static int _last;

    public static IdempotencyKey Next() => IdempotencyKey.Create(
        "cue", "/webhooks/cue", tenant: null,
        DeliveryIdentity.FromSigned(Interlocked.Increment(ref _last).ToString("D12", CultureInfo.InvariantCulture)));
}
