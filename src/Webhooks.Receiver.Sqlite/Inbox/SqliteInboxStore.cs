using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>The inbox in the same file as the keys.</summary>
internal sealed class SqliteInboxStore(
    SqliteDatabase database, SqliteWriter writer, SqliteHandlerTurns turns, SqliteInboxChanges changes, IOptions<WebhookInboxOptions> options)
    : IInboxStore
{
    private readonly bool _keepProcessed = options.Value.ProcessedRetention > TimeSpan.Zero;

    public ValueTask<InboxAcceptance> AcceptAsync(InboxDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        Arguments.ThrowIfUnusable(delivery.Key, delivery.Retention, cancellationToken);
        return writer.RunUnlessFullAsync(
            session => InboxAccepting.Accept(session, delivery, database.Clock.Now()),
            (SqliteSession session, out InboxAcceptance acceptance) => TryFind(session, delivery.Key, out acceptance),
            InboxAcceptance.Unavailable,
            cancellationToken,
            delivery.Body.Length + delivery.Metadata.Length);
    }

    public ValueTask<InboxAcceptance> AcceptAllAsync(IReadOnlyList<InboxDelivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        ArgumentOutOfRangeException.ThrowIfZero(deliveries.Count, nameof(deliveries));
        foreach (InboxDelivery delivery in deliveries)
        {
            Arguments.ThrowIfUnusable(delivery.Key, delivery.Retention, cancellationToken);
        }

        return writer.RunUnlessFullAsync(
            session => InboxAccepting.AcceptAll(session, deliveries, database.Clock.Now()),
            (SqliteSession session, out InboxAcceptance acceptance) => TryFindAll(session, deliveries, out acceptance),
            InboxAcceptance.Unavailable,
            cancellationToken,
            (int)Math.Min(int.MaxValue, deliveries.Sum(delivery => (long)delivery.Body.Length + delivery.Metadata.Length)));
    }

    public async ValueTask<IReadOnlyList<InboxItem>> TakeAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentOutOfRangeException.ThrowIfZero(endpoints.Count, nameof(endpoints));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCount);
        Arguments.ThrowIfUnusable(lease, cancellationToken);
        string json = InboxTaking.ToJson(endpoints);
        if (!database.Read(session => InboxTaking.HasDue(session, json, database.Clock.Now())))
        {
            return []; // the usual poll disturbs no writer
        }

        List<TakenItem> taken = await writer.RunAsync(
            session =>
            {
                long now = database.Clock.Now();
                return InboxTaking.Take(session, json, maxCount, now, SqliteClock.Later(now, lease));
            },
            cancellationToken).ConfigureAwait(false);
        return await ReadAsync(taken, lease).ConfigureAwait(false);
    }

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfUnusable(key, lease, cancellationToken);
        return turns.Holds(key, token)
            ? ValueTask.FromResult(true)
            : writer.RunInGroupAsync(
                session => InboxTaking.Renew(session, key, token, SqliteClock.Later(database.Clock.Now(), lease)), cancellationToken);
    }

    public ValueTask<bool> SettleAsync(IdempotencyKey key, ClaimToken token, InboxResult result, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfUnusable(key, cancellationToken);
        return writer.RunAsync(
            session => InboxSettling.Settle(session, key, token, result, database.Clock.Now(), _keepProcessed), cancellationToken);
    }

    /// <remarks>Other processes are not heard of: their items are found by polling.</remarks>
    public IAsyncDisposable? Subscribe(Action onStored)
    {
        ArgumentNullException.ThrowIfNull(onStored);
        return changes.Subscribe(onStored);
    }

    /// <summary>
    /// Reads what was taken. An item that cannot be read does not hold up the others: it goes back, and is due again after the lease.
    /// </summary>
    private async ValueTask<List<InboxItem>> ReadAsync(List<TakenItem> taken, TimeSpan lease)
    {
        List<InboxItem> items = [];
        List<(TakenItem Item, Exception Error)> unread = [];
        foreach (TakenItem item in taken)
        {
            try
            {
                items.Add(database.Read(session => InboxTaking.ReadItem(session, item)));
            }
            catch (Exception e)
            {
                unread.Add((item, e));
            }
        }

        if (unread.Count > 0)
        {
            await ReturnAsync(unread, lease).ConfigureAwait(false);
            if (items.Count == 0)
            {
                ExceptionDispatchInfo.Throw(unread[0].Error);
            }
        }

        return items;
    }

    private async ValueTask ReturnAsync(List<(TakenItem Item, Exception Error)> unread, TimeSpan lease)
    {
        try
        {
            await writer.RunAsync(
                session => unread.TrueForAll(failed => InboxSettling.PutBack(
                    session, failed.Item, lease, new InboxError(failed.Error.GetType().FullName!, failed.Error.Message), database.Clock.Now())),
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The lease ends by itself; what could be read is handled meanwhile.
        }
    }

    private bool TryFind(SqliteSession session, IdempotencyKey key, out InboxAcceptance acceptance)
    {
        (int State, TimeSpan TimeLeft)? found = KeyTable.Find(session, key, database.Clock.Now(), turns);
        acceptance = found switch
        {
            (KeyTable.Claimed, var timeLeft) => InboxAcceptance.InProgress(timeLeft),
            _ => InboxAcceptance.Duplicate,
        };
        return found is not null;
    }
    private bool TryFindAll(SqliteSession session, IReadOnlyList<InboxDelivery> deliveries, out InboxAcceptance acceptance)
    {
        acceptance = InboxAcceptance.Duplicate;
        bool areKnown = true;
        foreach (InboxDelivery delivery in deliveries)
        {
            if (!TryFind(session, delivery.Key, out InboxAcceptance one))
            {
                areKnown = false;
            }
            else if (one.Status == InboxAcceptStatus.InProgress)
            {
                acceptance = one;
                return true;
            }
        }

        return areKnown;
    }
}
