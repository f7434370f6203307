using Npgsql;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>Takes due items: those without an ordering key in one statement, the others one process at a time. Thread-safe.</summary>
internal sealed class InboxTaker(PostgreSqlCalls calls, PostgreSqlSettings settings)
{
    private readonly string _takeUnordered = InboxTakeSql.TakeUnordered(settings.Schema);
    private readonly string _lockOrdered = InboxTakeSql.LockOrdered(settings.Schema);
    private readonly string _takeOrdered = InboxTakeSql.TakeOrdered(settings.Schema);
    private readonly string _takeOrderedOfAllKeys = InboxTakeSql.TakeOrderedOfAllKeys(settings.Schema);

    private volatile bool _isOrderedFirst;

    public async Task<IReadOnlyList<InboxItem>> TakeAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        // In turn, so that neither kind waits for ever while there is enough of the other.
        List<TakenRow> rows = _isOrderedFirst ? await TakeOrderedAsync(endpoints, maxCount, lease, cancellationToken).ConfigureAwait(false) : [];
        bool isOrderedTaken = _isOrderedFirst;
        _isOrderedFirst = false;
        if (rows.Count < maxCount)
        {
            (List<TakenRow> taken, bool isOrderedDue) = await calls.RunAsync(
                [new Statement(_takeUnordered, GetParameters(endpoints, maxCount - rows.Count, lease))], ReadAsync, cancellationToken)
                .ConfigureAwait(false);
            rows.AddRange(taken);
            if (isOrderedDue && !isOrderedTaken)
            {
                _isOrderedFirst = rows.Count == maxCount;
                rows.AddRange(rows.Count == maxCount ? []
                    : await TakeOrderedAsync(endpoints, maxCount - rows.Count, lease, cancellationToken).ConfigureAwait(false));
            }
        }

        return [.. rows.OrderBy(row => row.Id).Select(row => row.Item)];
    }

    private async Task<List<TakenRow>> TakeOrderedAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        (List<TakenRow> rows, bool isMoreDue) = await TakeLockedAsync(_takeOrdered, maxCount, ReadAsync).ConfigureAwait(false);
        if (isMoreDue && rows.Count < maxCount)
        {
            // One key may have all the items that were looked at: others must not wait for it.
            rows.AddRange(await TakeLockedAsync(
                _takeOrderedOfAllKeys, maxCount - rows.Count,
                static (reader, token) => PostgreSqlCalls.ReadAllAsync(reader, TakenRow.Read, token)).ConfigureAwait(false));
        }

        return rows;

        Task<TResult> TakeLockedAsync<TResult>(string sql, int count, Func<NpgsqlDataReader, CancellationToken, Task<TResult>> read) =>
            calls.RunAsync(
                [new Statement(_lockOrdered, []), new Statement(sql, GetParameters(endpoints, count, lease))],
                async (reader, token) =>
                {
                    await reader.NextResultAsync(token).ConfigureAwait(false);
                    return await read(reader, token).ConfigureAwait(false);
                },
                cancellationToken);
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
