using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Chaos;

internal sealed class CrashingInboxStore(IInboxStore store, CrashSwitch crash, Journal journal, ReceiverSettings settings) : IInboxStore
{
    /// <summary>
    /// The number of deliveries that a process with <see cref="CrashPoint.InGroupCommit"/> passes to the store at the same time, and no
    /// earlier: while the first is being committed, the others become a group.
    /// </summary>
    public const int GroupSize = 12;

    /// <summary>The number of deliveries that a process with <see cref="CrashPoint.WithBatch"/> stores before its worker takes any.</summary>
    public const int BatchSize = 4;

    private readonly TaskCompletionSource _group = new(); // continues on the thread of the last one, so that nothing is in between
    private int _arrived;
    private int _accepted;

    public async ValueTask<InboxAcceptance> AcceptAsync(InboxDelivery delivery, CancellationToken cancellationToken)
    {
        journal.Write(JournalEntry.Accepting, ChaosEvent.ReadNumber(delivery.Body.Span));
        if (crash.IsSetTo(CrashPoint.InGroupCommit))
        {
            // With a server the group is in another process; a test kills this one while the server works on it.
            delivery = settings.Database.Engine == DatabaseEngine.Sqlite ? CrashingBody.Wrap(delivery, crash) : delivery;
            await WaitForGroupAsync();
        }

        InboxAcceptance acceptance = await store.AcceptAsync(delivery, cancellationToken);
        if (acceptance.Status == InboxAcceptStatus.Accepted)
        {
            crash.At(CrashPoint.AfterInboxInsert);
            Interlocked.Increment(ref _accepted);
        }

        return acceptance;
    }

    public ValueTask<InboxAcceptance> AcceptAllAsync(IReadOnlyList<InboxDelivery> deliveries, CancellationToken cancellationToken) =>
        store.AcceptAllAsync(deliveries, cancellationToken);

    public async ValueTask<IReadOnlyList<InboxItem>> TakeAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (crash.IsSetTo(CrashPoint.WithBatch) && Volatile.Read(ref _accepted) < BatchSize)
        {
            return [];
        }

        IReadOnlyList<InboxItem> items = await store.TakeAsync(endpoints, maxCount, lease, cancellationToken);
        if (items.Count > 1)
        {
            crash.At(CrashPoint.WithBatch);
        }

        return items;
    }

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) =>
        store.RenewAsync(key, token, lease, cancellationToken);

    public async ValueTask<bool> SettleAsync(IdempotencyKey key, ClaimToken token, InboxResult result, CancellationToken cancellationToken)
    {
        if (result.Kind != InboxResultKind.Processed)
        {
            return await store.SettleAsync(key, token, result, cancellationToken);
        }

        crash.At(CrashPoint.BeforeCompletion);
        bool isSettled = await store.SettleAsync(key, token, result, cancellationToken);
        if (isSettled)
        {
            crash.At(CrashPoint.AfterCompletion);
        }

        return isSettled;
    }

    public IAsyncDisposable? Subscribe(Action onStored) => store.Subscribe(onStored);

    private Task WaitForGroupAsync()
    {
        if (Interlocked.Increment(ref _arrived) == GroupSize)
        {
            _group.SetResult();
        }

        return _group.Task;
    }
}
