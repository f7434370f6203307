namespace Webhooks.Receiver.Sqlite;

/// <summary>The checks that all operations begin with.</summary>
internal static class Arguments
{
    public static void ThrowIfUnusable(IdempotencyKey key, TimeSpan time, CancellationToken cancellationToken)
    {
        ThrowIfUnusable(key, cancellationToken);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
    }

    public static void ThrowIfUnusable(TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
    }

    public static void ThrowIfUnusable(IdempotencyKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (key == default)
        {
            throw new ArgumentException("The key is the default value.", nameof(key));
        }
    }
}
