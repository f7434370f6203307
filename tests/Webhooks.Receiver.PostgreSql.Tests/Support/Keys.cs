using System.Security.Cryptography;

namespace Webhooks.Receiver.PostgreSql.Tests;

internal static class Keys
{
    public static IdempotencyKey New() =>
        IdempotencyKey.Create("provider", "endpoint", null, DeliveryIdentity.FromSigned(RandomNumberGenerator.GetHexString(32)));
}
