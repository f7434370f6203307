using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>The settings with which a commit survives a loss of power: those of the connections that the stores really use.</summary>
public sealed class DurabilityTests : IDisposable
{
    private const string Insert = "INSERT INTO effects (id) SELECT j.journal_mode || ' ' || s.synchronous FROM pragma_journal_mode AS j, pragma_synchronous AS s";

    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Writer_OfTheStores_WaitsForTheDisk()
    {
        await using Receiver receiver = await Receiver.StartAsync(_file, (_, _) => Task.CompletedTask);

        WriterAccess.Run(receiver.Stores.Services, Insert);

        _file.Query("SELECT id FROM effects").Should().Be("wal 2", "2 is FULL");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_OfAHandler_WaitsForTheDisk(bool wasInThePool)
    {
        await using Receiver receiver = await Receiver.StartAsync(_file, async (e, context) =>
        {
            IWebhookTransaction transaction = context.Services.GetRequiredService<IWebhookTransaction>();
            await using var command = transaction.Connection.CreateCommand();
            command.Transaction = transaction.Transaction;
            command.CommandText = Insert;
            await command.ExecuteNonQueryAsync();
        });
        if (wasInThePool)
        {
            await receiver.ReceiveAsync("evt_0");
            _file.Execute("DELETE FROM effects");
        }

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Processed);

        _file.Query("SELECT id FROM effects").Should().Be("wal 2", "2 is FULL");
    }
}
