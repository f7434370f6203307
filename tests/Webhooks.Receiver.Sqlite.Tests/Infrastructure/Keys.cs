namespace Webhooks.Receiver.Sqlite.Tests;

internal static class Keys
{
    private static int _count;

    public static IdempotencyKey New() =>
        IdempotencyKey.Create("provider", "endpoint", null, DeliveryIdentity.FromSigned($"{Interlocked.Increment(ref _count)}"));
}
