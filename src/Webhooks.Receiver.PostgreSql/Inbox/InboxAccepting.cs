using System.Data;
using Npgsql;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>Stores several deliveries with the statement of <see cref="InboxSql.Accept"/>.</summary>
internal static class InboxAccepting
{
    /// <summary>Stores all deliveries whose keys are free, or none if one is claimed: the statement stores some, and is then rolled back.</summary>
    /// <returns>Null if another process changed a key while the statement ran: nothing is stored then.</returns>
    public static async Task<InboxAcceptance?> AcceptAllAsync(
        NpgsqlConnection connection, (IReadOnlyList<InboxDelivery> Deliveries, string Accept, PostgreSqlDatabase Database) state,
        CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false)) // rolls back unless it was committed
        {
            List<InboxAcceptance?> results = await AcceptAsync(transaction, state.Accept, state.Deliveries, state.Database, cancellationToken)
                .ConfigureAwait(false);
            if (results.Contains(null))
            {
                return null;
            }

            InboxAcceptance? claimed = results.FindAll(result => result?.Status == InboxAcceptStatus.InProgress).MaxBy(result => result?.RetryAfter);
            if (claimed is not null)
            {
                return claimed;
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return results.Contains(InboxAcceptance.Accepted) ? InboxAcceptance.Accepted : InboxAcceptance.Duplicate;
        }
    }

    public static NpgsqlParameter[] CreateParameters(IReadOnlyList<InboxDelivery> deliveries) =>
    [
        Parameter.Bytes([.. deliveries.Select(delivery => delivery.Key.ToArray())]),
        Parameter.Texts([.. deliveries.Select(delivery => delivery.Provider)]),
        Parameter.Texts([.. deliveries.Select(delivery => delivery.Endpoint)]),
        Parameter.Texts([.. deliveries.Select(delivery => delivery.Tenant)]),
        Parameter.Texts([.. deliveries.Select(delivery => delivery.EventType)]),
        Parameter.Bytes([.. deliveries.Select(delivery => delivery.OrderingKey.IsEmpty ? null : delivery.OrderingKey.ToArray())]),
        Parameter.Instants([.. deliveries.Select(delivery => delivery.ReceivedAt.UtcDateTime)]),
        Parameter.Numbers([.. deliveries.Select(delivery => delivery.Retention.Ticks)]),
        Parameter.Bytes([.. deliveries.Select(delivery => delivery.Metadata)]),
        Parameter.Bytes([.. deliveries.Select(delivery => delivery.Body)]),
    ];

    /// <returns>Null if another process changed the key while the statement ran, and the row is one from before that.</returns>
    public static InboxAcceptance? Read(NpgsqlDataReader row)
    {
        if (row.GetBoolean(0))
        {
            return InboxAcceptance.Accepted;
        }

        if (row.IsDBNull(1))
        {
            return null;
        }

        var state = (KeyState)row.GetInt16(1);
        if (state == KeyState.InInbox)
        {
            return InboxAcceptance.Duplicate;
        }

        long rest = row.GetInt64(2);
        return rest <= 0 ? null
            : state == KeyState.Completed ? InboxAcceptance.Duplicate
            : InboxAcceptance.InProgress(TimeSpan.FromMicroseconds(rest));
    }

    private static async Task<List<InboxAcceptance?>> AcceptAsync(
        NpgsqlTransaction transaction, string accept, IReadOnlyList<InboxDelivery> deliveries, PostgreSqlDatabase database,
        CancellationToken cancellationToken)
    {
        NpgsqlBatch batch = PostgreSqlDatabase.CreateBatch(
            transaction.Connection!, [new Statement(SessionSettings.ForTransaction, []), new Statement(accept, CreateParameters(deliveries))]);
        await using (batch.ConfigureAwait(false))
        {
            batch.Transaction = transaction;
            if (database.HasSessions)
            {
                await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
            }

            NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false); // after that of the settings
                return await PostgreSqlCalls.ReadAllAsync(reader, Read, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
