using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>A test with a private server whose tables are on a small disk; skipped with a reason where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() =>
        Skip = PostgreSqlServer.PrivateMissingReason ?? (CanMount() ? null : "This user may not mount a file system. Run the tests as root on Linux.");

    private static bool CanMount()
    {
        using SmallDisk? disk = SmallDisk.TryMount(megabytes: 1);
        return disk is not null;
    }
}
