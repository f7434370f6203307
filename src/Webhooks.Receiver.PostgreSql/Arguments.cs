namespace Webhooks.Receiver.PostgreSql;

/// <summary>Checks of arguments that the stores have in common.</summary>
internal static class Arguments
{
    public static void ThrowIfDefault(IdempotencyKey key, string name)
    {
        if (key == default)
        {
            throw new ArgumentException("The default key identifies no event.", name);
        }
    }

    public static void ThrowIfNotPositive(TimeSpan time, string name) =>
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);
}
