using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>Handlers that write the id of their event to a table of the app, each in another way.</summary>
internal static class Effects
{
    /// <summary>The schema of the app's table. One for all tests: EF Core keeps the model of a context.</summary>
    public static string Schema { get; } = $"app_{Environment.ProcessId}_{Environment.TickCount64:x}";

    public static async Task WithAdoNetAsync(CueEvent webhookEvent, WebhookContext context)
    {
        var transaction = context.Services.GetRequiredService<IWebhookTransaction>();
        await using var command = transaction.Connection.CreateCommand();
        command.Transaction = transaction.Transaction;
        command.CommandText = $"INSERT INTO {Schema}.effects (id) VALUES (@id)";
        command.Parameters.Add(new NpgsqlParameter("id", webhookEvent.Id));
        await command.ExecuteNonQueryAsync(context.CancellationToken);
    }

    public static async Task WithDapperAsync(CueEvent webhookEvent, WebhookContext context)
    {
        var transaction = context.Services.GetRequiredService<IWebhookTransaction>();
        await transaction.Connection.ExecuteAsync(
            $"INSERT INTO {Schema}.effects (id) VALUES (@Id)", new { webhookEvent.Id }, transaction.Transaction);
    }

    public static async Task WithEfCoreAsync(CueEvent webhookEvent, WebhookContext context)
    {
        var transaction = context.Services.GetRequiredService<IWebhookTransaction>();
        await using var shop = new EffectsContext(
            new DbContextOptionsBuilder<EffectsContext>().UseNpgsql(transaction.Connection).Options);
        await shop.Database.UseTransactionAsync(transaction.Transaction, context.CancellationToken);
        shop.Effects.Add(new Effect { Id = webhookEvent.Id });
        await shop.SaveChangesAsync(context.CancellationToken);
    }

    /// <summary>Wired wrong: on a connection of the handler's own.</summary>
    public static async Task OnAnotherConnectionAsync(CueEvent webhookEvent, string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.ExecuteAsync($"INSERT INTO {Schema}.effects (id) VALUES (@Id)", new { webhookEvent.Id });
    }
}
