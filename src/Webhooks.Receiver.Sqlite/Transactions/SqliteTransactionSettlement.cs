using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// Runs a handler in a transaction of its own connection, and completes the claim in the same transaction. One at a time: SQLite has one
/// writer, and other writes of this process wait for the transaction to end.
/// </summary>
internal sealed class SqliteTransactionSettlement(
    SqliteDatabase database, SqliteWriter writer, SqliteHandlerTurns turns, IOptions<WebhookInboxOptions> options) : IDeliverySettlement
{
    private readonly bool _keepProcessed = options.Value.ProcessedRetention > TimeSpan.Zero;

    public async ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        using SqliteTurn turn = await writer.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        using SqliteConnection connection = database.OpenForHandler();
        using var session = new SqliteSession(connection, ownsConnection: false);
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true); // locked by the first write, below
        if (!await TryLockAsync(session, delivery, cancellationToken).ConfigureAwait(false))
        {
            return SettlementStatus.ClaimLost;
        }

        turns.Add(delivery.Delivery.Key, delivery.Token);
        try
        {
            delivery.Services.GetRequiredService<WebhookTransaction>().Begin(transaction);
            HandlerStatus status = await delivery.HandleAsync().ConfigureAwait(false);
            if (status is not (HandlerStatus.Handled or HandlerStatus.Ignored))
            {
                return SettlementStatus.NotHandled;
            }

            if (!session.IsInTransaction)
            {
                throw new InvalidOperationException(
                    "The transaction ended before its handler did: the handler ended it, or went on after an error that rolled it back.");
            }

            if (!Complete(session, delivery))
            {
                return SettlementStatus.ClaimLost;
            }

            transaction.Commit();
            return SettlementStatus.Completed;
        }
        finally
        {
            turns.Remove(delivery.Token);
        }
    }

    /// <summary>Takes the lock for writing, in a statement that also finds out whether the claim is still ours.</summary>
    /// <exception cref="SqliteException">Another process keeps the file locked.</exception>
    private static async ValueTask<bool> TryLockAsync(SqliteSession session, ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        using SqliteStatement touch = session.Prepare(delivery.IsFromInbox
            ? $"UPDATE webhook_inbox SET token = token WHERE {InboxSettling.IsOwned}"
            : "UPDATE webhook_keys SET token = token WHERE key_hash = ?1 AND token = ?2 AND state = 0");
        touch.Bind(1, delivery.Delivery.Key).Bind(2, delivery.Token.Value);
        return await session.RunLockingAsync(touch, cancellationToken).ConfigureAwait(false) > 0;
    }

    private bool Complete(SqliteSession session, ClaimedDelivery delivery)
    {
        long now = database.Clock.Now();
        IdempotencyKey key = delivery.Delivery.Key;
        return delivery.IsFromInbox
            ? InboxSettling.Settle(session, key, delivery.Token, InboxResult.Processed(delivery.Retention), now, _keepProcessed)
            : KeyTable.Complete(session, key, delivery.Token, SqliteClock.Later(now, delivery.Retention));
    }
}
