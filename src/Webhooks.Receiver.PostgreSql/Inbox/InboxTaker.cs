using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>Takes due items: those without an ordering key in one statement, the others one process at a time. Thread-safe.</summary>
internal sealed class InboxTaker(PostgreSqlCalls calls, PostgreSqlSettings settings, ILogger<InboxTaker> logger)
{
    /// <summary>For all statements of a take together. Below the receiver's own limit, after which what was taken would be lost.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(4);

    private readonly string _takeUnordered = InboxTakeSql.TakeUnordered(settings.Schema);
    private readonly string _lockOrdered = InboxTakeSql.LockOrdered(settings.Schema);

    /// <summary>One after another until enough were found, or all that are due were looked at: one key may have most of them.</summary>
    private readonly string[] _takeOrdered =
    [
        InboxTakeSql.TakeOrdered(settings.Schema, InboxTakeSql.FewCandidates),
        InboxTakeSql.TakeOrdered(settings.Schema, InboxTakeSql.ManyCandidates),
        InboxTakeSql.TakeOrderedOfAllKeys(settings.Schema),
    ];

    private volatile bool _isOrderedFirst;

    public async Task<IReadOnlyList<InboxItem>> TakeAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        List<TakenRow> rows = [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        try
        {
            await TakeBothAsync(rows, endpoints, maxCount, lease, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (rows.Count > 0)
        {
            Log.TookInPart(logger, e); // what was taken is leased to this process: it would wait for the end of the lease
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"PostgreSQL did not answer within {_limit.TotalSeconds:0} seconds.", e);
        }

        return [.. rows.OrderBy(row => row.Id).Select(row => row.Item)];
    }

    private async Task TakeBothAsync(
        List<TakenRow> rows, IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        // In turn, so that neither kind waits for ever while there is enough of the other.
        bool isOrderedFirst = _isOrderedFirst;
        _isOrderedFirst = false;
        if (isOrderedFirst)
        {
            await TakeOrderedAsync(rows, endpoints, maxCount, lease, cancellationToken).ConfigureAwait(false);
        }

        if (rows.Count < maxCount)
        {
            (List<TakenRow> taken, bool isOrderedDue) = await calls.RunAsync(
                [new Statement(_takeUnordered, GetParameters(endpoints, maxCount - rows.Count, lease))], ReadAsync, cancellationToken)
                .ConfigureAwait(false);
            rows.AddRange(taken);
            if (isOrderedDue && !isOrderedFirst)
            {
                _isOrderedFirst = rows.Count == maxCount;
                if (rows.Count < maxCount)
                {
                    await TakeOrderedAsync(rows, endpoints, maxCount, lease, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task TakeOrderedAsync(
        List<TakenRow> rows, IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        foreach (string sql in _takeOrdered)
        {
            (List<TakenRow> taken, bool isMoreDue) = await calls.RunAsync(
                [new Statement(_lockOrdered, []), new Statement(sql, GetParameters(endpoints, maxCount - rows.Count, lease))],
                static async (reader, token) =>
                {
                    await reader.NextResultAsync(token).ConfigureAwait(false);
                    return await ReadAsync(reader, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            rows.AddRange(taken);
            if (!isMoreDue || rows.Count == maxCount)
            {
                return;
            }
        }
    }

    /// <summary>Reads rows, of which the last one, without an id, says whether more are due than the statement looked at.</summary>
    private static async Task<(List<TakenRow> Taken, bool IsMoreDue)> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        bool isMoreDue = false;
        List<TakenRow?> rows = await PostgreSqlCalls.ReadAllAsync(
            reader,
            row =>
            {
                isMoreDue |= row.GetBoolean(13);
                return row.IsDBNull(0) ? (TakenRow?)null : TakenRow.Read(row);
            },
            cancellationToken).ConfigureAwait(false);
        return ([.. rows.OfType<TakenRow>()], isMoreDue);
    }

    private static NpgsqlParameter[] GetParameters(IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease)
    {
        InboxEndpoint[] distinct = [.. endpoints.Distinct()];
        return
        [
            Parameter.Texts([.. distinct.Select(endpoint => endpoint.Provider)]),
            Parameter.Texts([.. distinct.Select(endpoint => endpoint.Endpoint)]),
            Parameter.Number(maxCount),
            Parameter.Time(lease),
        ];
    }
}
