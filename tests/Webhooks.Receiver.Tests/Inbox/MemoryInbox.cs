namespace Webhooks.Receiver.Tests;

/// <summary>An inbox in memory, with the clock of a test, whose calls a test can let fail or hang.</summary>
internal sealed class MemoryInbox(TimeProvider clock) : IInboxStore
{
    private readonly Lock _lock = new();
    private readonly List<Row> _rows = [];
    private long _tokens;

    /// <summary>Awaited before each call of this name takes effect. It may throw.</summary>
    public Func<string, Task>? Before { get; set; }

    public int Takes { get; private set; }

    /// <summary>The most items that a call asked for.</summary>
    public int LargestTake { get; private set; }

    /// <summary>The endpoints whose items the worker takes.</summary>
    public IReadOnlyCollection<InboxEndpoint> Endpoints { get; private set; } = [];

    public int Renewals { get; private set; }

    public IReadOnlyList<Row> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _rows];
            }
        }
    }

    public Row Single => Rows.Should().ContainSingle().Subject;

    public async ValueTask<InboxAcceptance> AcceptAsync(InboxDelivery delivery, CancellationToken cancellationToken)
    {
        await BeforeAsync(nameof(AcceptAsync));
        lock (_lock)
        {
            if (_rows.Exists(row => row.Delivery.Key == delivery.Key))
            {
                return InboxAcceptance.Duplicate;
            }

            _rows.Add(new Row(Copy(delivery), clock.GetUtcNow()));
            return InboxAcceptance.Accepted;
        }
    }

    public async ValueTask<InboxAcceptance> AcceptAllAsync(IReadOnlyList<InboxDelivery> deliveries, CancellationToken cancellationToken)
    {
        await BeforeAsync(nameof(AcceptAllAsync));
        lock (_lock)
        {
            InboxDelivery[] added = [.. deliveries.Where(delivery => !_rows.Exists(row => row.Delivery.Key == delivery.Key))];
            _rows.AddRange(added.Select(delivery => new Row(Copy(delivery), clock.GetUtcNow())));
            return added.Length > 0 ? InboxAcceptance.Accepted : InboxAcceptance.Duplicate;
        }
    }

    public async ValueTask<IReadOnlyList<InboxItem>> TakeAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        await BeforeAsync(nameof(TakeAsync));
        lock (_lock)
        {
            Takes++;
            Endpoints = endpoints;
            LargestTake = Math.Max(LargestTake, maxCount);
            List<InboxItem> taken = [];
            foreach (Row row in _rows.Where(row => row.Result is null or { Kind: InboxResultKind.Retry or InboxResultKind.Returned })
                .Where(row => row.DueAt <= clock.GetUtcNow() && endpoints.Contains(new InboxEndpoint(row.Delivery.Provider, row.Delivery.Endpoint)))
                .Take(maxCount))
            {
                row.Token = new ClaimToken(++_tokens);
                row.DueAt = clock.GetUtcNow() + lease;
                row.Attempts++;
                row.Result = null;
                taken.Add(new InboxItem(row.Delivery, row.Token, row.Attempts));
            }

            return taken;
        }
    }

    public async ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        await BeforeAsync(nameof(RenewAsync));
        return Change(key, token, row =>
        {
            Renewals++;
            row.DueAt = clock.GetUtcNow() + lease;
        });
    }

    public async ValueTask<bool> SettleAsync(IdempotencyKey key, ClaimToken token, InboxResult result, CancellationToken cancellationToken)
    {
        await BeforeAsync(nameof(SettleAsync));
        return Change(key, token, row =>
        {
            row.Token = default;
            row.Result = result;
            row.Attempts -= result.CountsAttempt ? 0 : 1;
            row.DueAt = clock.GetUtcNow() + (result.Kind == InboxResultKind.Retry ? result.Time : TimeSpan.Zero);
        });
    }

    private bool Change(IdempotencyKey key, ClaimToken token, Action<Row> change)
    {
        lock (_lock)
        {
            Row? row = _rows.Find(row => row.Delivery.Key == key && row.Token == token);
            if (row is not null)
            {
                change(row);
            }

            return row is not null;
        }
    }

    private Task BeforeAsync(string call) => Before?.Invoke(call) ?? Task.CompletedTask;

    /// <summary>A store may use the body only until its task has completed.</summary>
    private static InboxDelivery Copy(InboxDelivery delivery) => new()
    {
        Key = IdempotencyKey.FromBytes(delivery.Key.ToArray()),
        Provider = delivery.Provider,
        Endpoint = delivery.Endpoint,
        Tenant = delivery.Tenant,
        EventType = delivery.EventType,
        OrderingKey = delivery.OrderingKey.ToArray(),
        ReceivedAt = delivery.ReceivedAt,
        Retention = delivery.Retention,
        Metadata = delivery.Metadata.ToArray(),
        Body = delivery.Body.ToArray(),
    };

    internal sealed class Row(InboxDelivery delivery, DateTimeOffset dueAt)
    {
        public InboxDelivery Delivery => delivery;

        public DateTimeOffset DueAt { get; set; } = dueAt;

        public ClaimToken Token { get; set; }

        public int Attempts { get; set; }

        public InboxResult? Result { get; set; }
    }
}
