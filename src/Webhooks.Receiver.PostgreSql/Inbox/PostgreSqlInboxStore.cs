using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Items in a table that any number of processes share, with the keys of <see cref="PostgreSqlIdempotencyStore"/>. Accepts and
/// settlements are committed in groups.
/// </summary>
internal sealed class PostgreSqlInboxStore : IInboxStore
{
    private const int MaxTries = 3;
    private const int MebiByte = 1024 * 1024;

    private static readonly GroupLimits _acceptLimits = new(MaxCount: 256, MaxSize: 4 * MebiByte, MaxWaiting: 2048, MaxWaitingSize: 64 * MebiByte);
    private static readonly GroupLimits _settleLimits = new(256, MaxSize: long.MaxValue, MaxWaiting: 16 * 1024, MaxWaitingSize: long.MaxValue);

    private readonly PostgreSqlCalls _calls;
    private readonly PostgreSqlDatabase _database;
    private readonly InboxTaker _taker;
    private readonly InboxNotifications _notifications;
    private readonly GroupWriter<InboxDelivery, InboxAcceptance?> _accepts;
    private readonly GroupWriter<InboxSettlement, bool> _settlements;
    private readonly string _accept;
    private readonly string _renew;
    private readonly string _settle;

    public PostgreSqlInboxStore(
        PostgreSqlCalls calls, PostgreSqlDatabase database, PostgreSqlSettings settings, InboxTaker taker, InboxNotifications notifications,
        IOptions<WebhookInboxOptions> options)
    {
        _calls = calls;
        _database = database;
        _taker = taker;
        _notifications = notifications;
        _accepts = new GroupWriter<InboxDelivery, InboxAcceptance?>(AcceptAsync, _acceptLimits);
        _settlements = new GroupWriter<InboxSettlement, bool>(SettleAsync, _settleLimits);
        _accept = InboxSql.Accept(settings.Schema);
        _renew = InboxSql.Renew(settings.Schema);
        _settle = InboxSql.Settle(settings.Schema, options.Value.ProcessedRetention > TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public async ValueTask<InboxAcceptance> AcceptAsync(InboxDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        Arguments.ThrowIfDefault(delivery.Key, nameof(delivery));
        Arguments.ThrowIfNotPositive(delivery.Retention, nameof(delivery));
        for (int remaining = MaxTries - 1; ; remaining--)
        {
            InboxAcceptance? acceptance = await _accepts.WriteAsync(
                delivery, delivery.Key, delivery.Body.Length + delivery.Metadata.Length, cancellationToken).ConfigureAwait(false);
            if (acceptance is not null || remaining == 0)
            {
                return acceptance ?? InboxAcceptance.InProgress(TimeSpan.Zero);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<InboxAcceptance> AcceptAllAsync(IReadOnlyList<InboxDelivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        ArgumentOutOfRangeException.ThrowIfZero(deliveries.Count, nameof(deliveries));
        foreach (InboxDelivery delivery in deliveries)
        {
            Arguments.ThrowIfDefault(delivery.Key, nameof(deliveries));
            Arguments.ThrowIfNotPositive(delivery.Retention, nameof(deliveries));
        }

        for (int remaining = MaxTries - 1; ; remaining--)
        {
            InboxAcceptance? acceptance = await _calls.RunAsync(
                (deliveries, _accept, _database), InboxAccepting.AcceptAllAsync, cancellationToken).ConfigureAwait(false);
            if (acceptance == InboxAcceptance.Accepted)
            {
                _notifications.Notify();
            }

            if (acceptance is not null || remaining == 0)
            {
                return acceptance ?? InboxAcceptance.InProgress(TimeSpan.Zero);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<InboxItem>> TakeAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentOutOfRangeException.ThrowIfZero(endpoints.Count, nameof(endpoints));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCount);
        Arguments.ThrowIfNotPositive(lease, nameof(lease));
        return await _taker.TakeAsync(endpoints, maxCount, lease, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfDefault(key, nameof(key));
        Arguments.ThrowIfNotPositive(lease, nameof(lease));
        return await _calls.ExecuteAsync(
            _renew, [Parameter.Key(key), Parameter.Number(token.Value), Parameter.Time(lease)], cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> SettleAsync(
        IdempotencyKey key, ClaimToken token, InboxResult result, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfDefault(key, nameof(key));
        return await _settlements.WriteAsync(new InboxSettlement(key, token, result), key, 0, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncDisposable? Subscribe(Action onStored)
    {
        ArgumentNullException.ThrowIfNull(onStored);
        return _notifications.Subscribe(onStored);
    }

    private async Task<InboxAcceptance?[]> AcceptAsync(IReadOnlyList<GroupItem<InboxDelivery, InboxAcceptance?>> group)
    {
        NpgsqlParameter[] parameters = InboxAccepting.CreateParameters([.. group.Select(entry => entry.Item)]);
        List<InboxAcceptance?> results = await _calls.QueryAllAsync(_accept, parameters, InboxAccepting.Read, CancellationToken.None)
            .ConfigureAwait(false);
        if (results.Exists(result => result?.Status == InboxAcceptStatus.Accepted))
        {
            _notifications.Notify();
        }

        return [.. results];
    }

    private async Task<bool[]> SettleAsync(IReadOnlyList<GroupItem<InboxSettlement, bool>> group)
    {
        // In the order of their keys, as accepts lock them: two groups then do not wait for each other.
        int[] order = [.. Enumerable.Range(0, group.Count)];
        byte[][] keys = [.. group.Select(entry => entry.Key.ToArray())];
        Array.Sort(order, (left, right) => keys[left].AsSpan().SequenceCompareTo(keys[right]));
        InboxSettlement[] settlements = [.. order.Select(index => group[index].Item)];
        NpgsqlParameter[] parameters =
        [
            Parameter.Bytes([.. order.Select(index => keys[index])]),
            Parameter.Numbers([.. settlements.Select(settlement => settlement.Token.Value)]),
            Parameter.Numbers([.. settlements.Select(settlement => GetKind(settlement.Result))]),
            Parameter.Numbers([.. settlements.Select(settlement => Parameter.GetMicroseconds(settlement.Result.Time))]),
            Parameter.Texts([.. settlements.Select(settlement => settlement.Result.Error?.Type)]),
            Parameter.Texts([.. settlements.Select(settlement => settlement.Result.Error?.Message)]),
        ];
        List<long> places = await _calls.QueryAllAsync(_settle, parameters, static row => row.GetInt64(0), CancellationToken.None)
            .ConfigureAwait(false);
        bool[] results = new bool[group.Count];
        places.ForEach(place => results[order[place - 1]] = true);
        return results;
    }

    private static long GetKind(in InboxResult result) =>
        result is { Kind: InboxResultKind.Retry, CountsAttempt: false } ? InboxSql.UncountedRetry : (long)result.Kind;
}
