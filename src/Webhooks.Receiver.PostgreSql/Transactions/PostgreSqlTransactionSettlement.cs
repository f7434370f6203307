using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Runs handlers in a transaction of their own connection. What they write and the completion of the claim, on condition that its token
/// is still the latest, are committed together.
/// </summary>
internal sealed class PostgreSqlTransactionSettlement(
    PostgreSqlDatabase database, PostgreSqlSchemaInstaller schema, PoolCheck pool, IOptions<WebhookInboxOptions> options)
    : IDeliverySettlement
{
    private readonly string _completeKey = IdempotencySql.Complete(database.Settings.Schema);
    private readonly string _completeItem = InboxSql.Complete(
        database.Settings.Schema, options.Value.ProcessedRetention > TimeSpan.Zero);

    /// <inheritdoc/>
    public async ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (delivery.IsFromInbox)
        {
            pool.EnsureDone();
        }

        NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false)) // rolls back unless it was committed
            {
                delivery.Services.GetRequiredService<WebhookTransaction>().Begin(transaction);
                if (await delivery.HandleAsync().ConfigureAwait(false) is not (HandlerStatus.Handled or HandlerStatus.Ignored))
                {
                    return SettlementStatus.NotHandled;
                }

                // The handler has ended, and the delivery's token may be cancelled: its success is recorded all the same.
                using var limit = new CancellationTokenSource(PostgreSqlCalls.Limit);
                if (!await CompleteAsync(connection, transaction, delivery, limit.Token).ConfigureAwait(false))
                {
                    return SettlementStatus.ClaimLost;
                }

                await transaction.CommitAsync(limit.Token).ConfigureAwait(false);
                return SettlementStatus.Completed;
            }
        }
    }

    /// <exception cref="TimeoutException">The server did not answer in time, or too many handlers run in transactions.</exception>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(PostgreSqlCalls.Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await schema.EnsureReadyAsync(either.Token).ConfigureAwait(false);
            return await database.Handlers.OpenConnectionAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("No connection for a transaction could be opened in time.", e);
        }
    }

    private async Task<bool> CompleteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        if (!IsOpen(transaction))
        {
            throw new InvalidOperationException(
                "The handler has ended the transaction that it was given. Leave it open: it is committed with the completion of the event.");
        }

        var settings = new Statement(SessionSettings.ForTransaction, []);
        var complete = new Statement(
            delivery.IsFromInbox ? _completeItem : _completeKey,
            [Parameter.Key(delivery.Delivery.Key), Parameter.Number(delivery.Token.Value), Parameter.Time(delivery.Retention)]);
        NpgsqlBatch batch = PostgreSqlDatabase.CreateBatch(connection, [settings, complete]);
        await using (batch.ConfigureAwait(false))
        {
            batch.Transaction = transaction;
            if (database.HasSessions)
            {
                await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return batch.BatchCommands[1].RecordsAffected == 1;
        }
    }

    private static bool IsOpen(NpgsqlTransaction transaction)
    {
        try
        {
            return transaction.Connection is not null;
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }
}
