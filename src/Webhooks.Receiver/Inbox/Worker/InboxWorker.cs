using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// Takes due items out of the inbox and handles several at the same time, from the first endpoint in the background until the host
/// stops. Then it takes no more, and waits for the running handlers.
/// </summary>
/// <remarks>
/// Each of a number of slots runs one handler at a time. While the result of an item is being recorded, its slot is free for the next:
/// the store records many results together.
/// </remarks>
internal sealed class InboxWorker(
    InboxEndpoints endpoints, InboxSignal signal, InboxItemRunner runner, BoundedStore store, HostStopping host, TimeProvider timeProvider,
    IOptions<WebhookInboxOptions> options, InboxGauges gauges, WebhookLogger logger, IInboxStore? inbox = null) : IHostedService, IDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(1); // timers count milliseconds: a shorter wait would be none

    /// <summary>An item that has waited for this part of its lease goes back: another process may have a free slot.</summary>
    private const int QueuePartOfLease = 3;

    /// <summary>No handler starts with less than this part of its lease left: another process could take the item before the first renewal.</summary>
    private const int StartPartOfLease = 3;

    /// <summary>With the interval of five seconds, this leaves room for the queries that purge: an idle process makes one in five seconds.</summary>
    private const double PollVariation = 0.2;

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebhookInboxOptions _options = options.Value;
    private readonly InboxQueue _queue = new();
    private readonly InboxReadAhead _readAhead = new(options.Value.MaxConcurrency, timeProvider);
    private CancellationTokenRegistration _stoppingRegistration;
    private Task? _loop; // null until it is started
    private int _running = 1; // items that are not settled, and one for the loop itself
    private int _slots; // in use

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (inbox is not null)
        {
            gauges.Start();
            _stoppingRegistration = host.Stopping.Register(static self => ((InboxWorker)self!)._stopping.Cancel(), this);
            _loop = Task.Run(RunAsync, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_loop is not null)
        {
            await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)_idle.Task.WaitAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _stoppingRegistration.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await endpoints.First.WaitAsync(_stopping.Token).ConfigureAwait(false);
            while (!_stopping.IsCancellationRequested)
            {
                await RunOnceAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            ReturnQueued(long.MaxValue);
            EndOne();
        }
    }

    /// <summary>Takes items until the host stops, or something unexpected is thrown: after a pause, it can be called again.</summary>
    private async Task RunOnceAsync()
    {
        try
        {
            await using IAsyncDisposable? subscription = Subscribe();
            await TakeUntilStoppedAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stopping.IsCancellationRequested)
        {
            Log.InboxWorkerThrew(logger, e, _longestPause);
            await Task.Delay(_longestPause, timeProvider, _stopping.Token).ConfigureAwait(false);
            signal.SetDue();
        }
    }

    /// <summary>Has other processes wake this one. Without that, the inbox is polled all the same.</summary>
    private IAsyncDisposable? Subscribe()
    {
        try
        {
            return inbox!.Subscribe(signal.SetDue);
        }
        catch (Exception e)
        {
            Log.InboxUnavailable(logger, e, _options.PollInterval);
            return null;
        }
    }

    private async Task TakeUntilStoppedAsync()
    {
        TimeSpan pause = _firstPause;
        long polledAt = timeProvider.GetTimestamp();
        TimeSpan pollInterval = GetPollInterval();
        while (!_stopping.IsCancellationRequested)
        {
            Task wake = signal.Reset(); // before looking, so that nothing that is stored meanwhile is missed
            ReturnQueued(ClaimRenewer.Now(timeProvider) - (_options.Lease.Ticks / QueuePartOfLease));
            int free = GetFree();
            if (free > 0 && signal.TakeDue())
            {
                try
                {
                    if (await TakeAsync(free).ConfigureAwait(false) == free)
                    {
                        signal.SetDue(); // there may be more
                    }

                    polledAt = timeProvider.GetTimestamp();
                    pollInterval = GetPollInterval();
                    pause = _firstPause;
                }
                catch (Exception e) when (!_stopping.IsCancellationRequested)
                {
                    Log.InboxUnavailable(logger, e, pause);
                    await Task.Delay(LimitByQueue(pause), timeProvider, _stopping.Token).ConfigureAwait(false);
                    pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
                    signal.SetDue();
                }
            }

            TimeSpan untilPoll = pollInterval - timeProvider.GetElapsedTime(polledAt);
            if (untilPoll >= _shortestWait)
            {
                await ((Task)wake.WaitAsync(LimitByQueue(untilPoll), timeProvider, _stopping.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                polledAt = timeProvider.GetTimestamp();
                signal.SetDue();
            }
        }
    }

    /// <summary>Varies the interval, so that processes that start together do not poll together.</summary>
    private TimeSpan GetPollInterval() => _options.PollInterval * (1 + (PollVariation * Random.Shared.NextDouble()));

    /// <summary>Limits a wait of the loop, so that it returns waiting items before their leases end.</summary>
    private TimeSpan LimitByQueue(TimeSpan wait)
    {
        TimeSpan longest = _options.Lease / QueuePartOfLease;
        return _queue.Count == 0 || wait < longest ? wait : longest;
    }

    /// <summary>Gets how many items to take now.</summary>
    private int GetFree()
    {
        int ahead = _readAhead.Count;
        int waiting = _queue.Count;
        int unsettled = Volatile.Read(ref _running) - 1;
        return waiting > ahead / 2 ? 0 : Math.Min(
            _options.MaxConcurrency - Volatile.Read(ref _slots) + ahead - waiting,
            _options.MaxConcurrency + InboxReadAhead.MaxCount - unsettled);
    }

    private async Task<int> TakeAsync(int count)
    {
        long takenAt = ClaimRenewer.Now(timeProvider);
        IReadOnlyList<InboxItem> items = await store.TakeAsync(endpoints.Names, count, _options.Lease).ConfigureAwait(false);
        _readAhead.Update(items);
        foreach (InboxItem item in items)
        {
            Interlocked.Increment(ref _running);
            _queue.Enqueue(new TakenItem(item, takenAt));
        }

        while (_queue.Count > 0 && TryUseSlot())
        {
            _ = RunSlotAsync();
        }

        return items.Count;
    }

    private void ReturnQueued(long takenAt)
    {
        while (_queue.TryDequeue(takenAt, out TakenItem? taken))
        {
            _ = RunAsync(taken, new TaskCompletionSource(), isReturned: true);
        }
    }

    private bool TryUseSlot()
    {
        if (Interlocked.Increment(ref _slots) <= _options.MaxConcurrency)
        {
            return true;
        }

        Interlocked.Decrement(ref _slots);
        return false;
    }

    private async Task RunSlotAsync()
    {
        await Task.Yield(); // a handler that blocks must not keep the loop
        do
        {
            while (_queue.TryDequeue(out TakenItem? taken))
            {
                var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Task settled = IsLate(taken) ? ReturnLateAsync(taken) : RunAsync(taken, handled, isReturned: false);
                if (!settled.IsCompleted)
                {
                    await Task.WhenAny(handled.Task, settled).ConfigureAwait(false);
                }

                _readAhead.EndOne();
                WakeIfFree();
            }

            Interlocked.Decrement(ref _slots);
        }
        while (_queue.Count > 0 && TryUseSlot()); // an item may have come in between

        WakeIfFree();
    }

    private bool IsLate(TakenItem taken) =>
        ClaimRenewer.Now(timeProvider) - taken.TakenAt > _options.Lease.Ticks - (_options.Lease.Ticks / StartPartOfLease);

    private async Task ReturnLateAsync(TakenItem taken)
    {
        await RunAsync(taken, new TaskCompletionSource(), isReturned: true).ConfigureAwait(false);
        signal.SetDue(); // this process may take it again: it has a free slot
    }

    private async Task RunAsync(TakenItem taken, TaskCompletionSource handled, bool isReturned)
    {
        InboxItem item = taken.Item;
        try
        {
            if (isReturned || _stopping.IsCancellationRequested)
            {
                WebhookFailureReason? reason = _stopping.IsCancellationRequested ? WebhookFailureReason.HostStopping : null;
                await runner.SettleAsync(item, InboxResult.Returned, reason).ConfigureAwait(false);
                return;
            }

            InboxResult? result = await runner.RunAsync(item, taken.TakenAt, handled.SetResult).ConfigureAwait(false);
            if (!item.Delivery.OrderingKey.IsEmpty)
            {
                signal.SetDue(); // the next item of its key may be due
            }

            if (result is { Kind: InboxResultKind.Retry } retry && retry.Time < _options.PollInterval)
            {
                _ = WakeAfterAsync(retry.Time);
            }
        }
        catch (Exception e)
        {
            Log.InboxAttemptThrew(logger, e, item.Delivery.Key.ShortName, item.Delivery.Provider, item.Delivery.Endpoint);
        }
        finally
        {
            EndOne();
        }
    }

    private async Task WakeAfterAsync(TimeSpan delay)
    {
        // Timers drop what is less than a millisecond. Too early, nothing would be due, and the next look would be the poll.
        await Task.Delay(delay + _shortestWait, timeProvider, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        signal.SetDue();
    }

    private void EndOne()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _idle.TrySetResult();
        }

        WakeIfFree();
    }

    private void WakeIfFree()
    {
        if (GetFree() > 0)
        {
            signal.Wake();
        }
    }
}
