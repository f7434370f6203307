using System.Reflection;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Files that cannot be written or read, at start and later.</summary>
public sealed class UnusableFileTests : IDisposable
{
    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    /// <summary>On a file system that is mounted for reading only where the test may do that; else a file without permission.</summary>
    [Fact]
    public async Task Start_FileThatCannotBeWritten_SaysToLetTheUserWriteIt()
    {
        using SmallDisk? disk = SmallDisk.TryMount(megabytes: 2);
        string folder = disk?.Path ?? _file.Folder;
        await using (await StoreInstance.StartAsync($"Data Source={folder}/webhooks.db"))
        {
        }

        if (disk is null)
        {
            File.SetAttributes(_file.Path, FileAttributes.ReadOnly);
        }

        disk?.MakeReadOnly();
        var start = () => StoreInstance.StartAsync($"Data Source={folder}/webhooks.db");

        string message = (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message;
        message.Should().BeOneOf(
            "Webhooks:Sqlite:ConnectionString names a file that cannot be written. Let the app's user write the file and its directory.",
            "Webhooks:Sqlite:ConnectionString names a file that cannot be opened or created. Let the app's user read and write the file and its "
            + "directory.");
    }

    /// <summary>A test cannot mount the file system of another machine, so it asks the check itself.</summary>
    [Fact]
    public void Check_NetworkFileSystem_SaysToUseALocalDisk()
    {
        MethodInfo check = typeof(SqliteStoreOptions).Assembly.GetType("Webhooks.Receiver.Sqlite.SqliteFileChecks", throwOnError: true)!
            .GetMethod("CheckDrive")!;

        var local = () => check.Invoke(null, [DriveType.Fixed, "Webhooks:Sqlite:ConnectionString"]);
        var remote = () => check.Invoke(null, [DriveType.Network, "Webhooks:Sqlite:ConnectionString"]);

        local.Should().NotThrow();
        remote.Should().Throw<TargetInvocationException>().WithInnerException<WebhookConfigurationException>().WithMessage(
            "Webhooks:Sqlite:ConnectionString names a file on a network file system, where the locks of SQLite do not hold*");
    }

    [Fact]
    public async Task Start_DamagedTables_SaysToRestoreThem()
    {
        await using (await StoreInstance.StartAsync(_file.ConnectionString))
        {
        }

        _file.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        await using (FileStream stream = File.Open(_file.Path, FileMode.Open))
        {
            stream.Position = 100; // the root page of the schema
            stream.Write(new byte[500]);
        }

        var start = () => StoreInstance.StartAsync(_file.ConnectionString);

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().StartWith(
            "Webhooks:Sqlite:ConnectionString names a database that is damaged.");
    }

    [Fact]
    public async Task Claim_TableGoneAndBack_FailsAndWorksAgain()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString);
        _file.Execute("ALTER TABLE webhook_keys RENAME TO elsewhere");

        var claim = async () => await stores.Idempotency.ClaimAsync(Keys.New(), TimeSpan.FromSeconds(30), CancellationToken.None);
        await claim.Should().ThrowAsync<Microsoft.Data.Sqlite.SqliteException>();
        _file.Execute("ALTER TABLE elsewhere RENAME TO webhook_keys");

        (await claim()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }
}
