using Microsoft.Data.Sqlite;

namespace Webhooks.Receiver.Sqlite.Tests;

public sealed class SqliteStartupTests : IDisposable
{
    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Start_NewFile_CreatesTheTablesOfTheScript()
    {
        await using StoreInstance instance = await StoreInstance.StartAsync(_file.ConnectionString);

        _file.Query("SELECT schema_version FROM webhook_store").Should().Be(1L);
        _file.Query("PRAGMA journal_mode").Should().Be("wal");
    }

    [Fact]
    public async Task Start_ManyInstancesAtOnce_CreateTheTablesOnce()
    {
        StoreInstance[] instances = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Factory.StartNew(() => StoreInstance.StartAsync(_file.ConnectionString), TaskCreationOptions.LongRunning).Unwrap()));

        _file.Query("SELECT count(*) FROM webhook_store").Should().Be(1L);
        foreach (StoreInstance instance in instances)
        {
            await instance.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_TablesMadeByHand_UsesThem()
    {
        _file.Query(SqliteSchema.GetScript());
        await using StoreInstance instance = StoreInstance.Create(options =>
        {
            options.ConnectionString = _file.ConnectionString;
            options.CreateSchema = false;
        });

        await instance.StartAsync();

        IdempotencyClaim claim = await instance.Idempotency.ClaimAsync(Keys.New(), TimeSpan.FromSeconds(30), CancellationToken.None);
        claim.Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Fact]
    public async Task Start_NoTablesAndNotToBeCreated_SaysWhatToRun()
    {
        await using StoreInstance instance = StoreInstance.Create(options =>
        {
            options.ConnectionString = _file.ConnectionString;
            options.CreateSchema = false;
        });

        var start = instance.StartAsync;

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().Be(
            "Webhooks:Sqlite:ConnectionString names a database without the tables of the stores. Run the SQL of SqliteSchema.GetScript "
            + "('sqlite3 file < script.sql'), or set CreateSchema to true.");
    }

    [Fact]
    public async Task Start_NewerTables_SaysToInstallTheNewerPackage()
    {
        _file.Query(SqliteSchema.GetScript());
        _file.Query("UPDATE webhook_store SET schema_version = 7");

        string message = await FindStartErrorAsync(_file.ConnectionString);

        message.Should().Be("Webhooks:Sqlite:ConnectionString names a database whose tables are of version 7. This version of "
            + "Webhooks.Receiver.Sqlite works with version 1: install the newer package.");
    }

    [Fact]
    public async Task Start_MissingDirectory_SaysToCreateIt() =>
        (await FindStartErrorAsync($"Data Source={_file.Folder}/missing/webhooks.db")).Should().Be(
            "Webhooks:Sqlite:ConnectionString names a file in a directory that does not exist. Create the directory.");

    [Fact]
    public async Task Start_Directory_SaysToNameAFile() =>
        (await FindStartErrorAsync($"Data Source={_file.Folder}")).Should().Be(
            "Webhooks:Sqlite:ConnectionString names a directory. Set Data Source to a file.");

    [Fact]
    public async Task Start_MissingFileThatMustExist_SaysSo() =>
        (await FindStartErrorAsync($"{_file.ConnectionString};Mode=ReadWrite")).Should().Be(
            "Webhooks:Sqlite:ConnectionString names a file that does not exist, and says Mode=ReadWrite. Create the file, or remove Mode.");

    [Fact]
    public async Task Start_NoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 5000));

        (await FindStartErrorAsync(_file.ConnectionString)).Should().Be(
            "Webhooks:Sqlite:ConnectionString names a file that is not a database of SQLite. Set Data Source to another file.");
    }

    [Fact]
    public async Task Start_LockedFile_SaysSoWithinTheWait()
    {
        using var other = new SqliteConnection(_file.ConnectionString);
        other.Open();
        using SqliteTransaction transaction = other.BeginTransaction(); // an exclusive lock, without a write-ahead log

        (await FindStartErrorAsync(_file.ConnectionString)).Should().Be(
            "Webhooks:Sqlite:ConnectionString names a file that another program has kept locked for 2 seconds. End that program, or its transaction.");
    }

    private static async Task<string> FindStartErrorAsync(string connectionString)
    {
        var start = () => StoreInstance.StartAsync(connectionString);
        string message = (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message;
        message.Should().NotContain(connectionString);
        return message;
    }
}
