namespace Webhooks.Receiver.Tests;

internal static class IdempotencyKeys
{
    public static IdempotencyKey Of(string id) =>
        IdempotencyKey.Create("test", "/webhooks/test", null, DeliveryIdentity.FromSigned(id));

    public static IdempotencyKey[] Many(int count, string prefix = "evt") =>
        [.. Enumerable.Range(0, count).Select(number => Of($"{prefix}_{number}"))];
}
