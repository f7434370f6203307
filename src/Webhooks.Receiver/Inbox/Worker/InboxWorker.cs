using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// Takes due items out of the inbox and handles several at the same time, from the first endpoint in the background until the host
/// stops. Then it takes no more, and waits for the running handlers.
/// </summary>
internal sealed class InboxWorker(
    InboxEndpoints endpoints, InboxSignal signal, InboxItemRunner runner, BoundedStore store, HostStopping host, TimeProvider timeProvider,
    IOptions<WebhookInboxOptions> options, InboxGauges gauges, WebhookLogger logger, IInboxStore? inbox = null) : IHostedService, IDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebhookInboxOptions _options = options.Value;
    private CancellationTokenRegistration _stoppingRegistration;
    private Task _loop = Task.CompletedTask;
    private int _running = 1; // one for the loop itself

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
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (inbox is not null)
        {
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
            await using IAsyncDisposable? subscription = Subscribe();
            await TakeUntilStoppedAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            EndOne();
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
        while (!_stopping.IsCancellationRequested)
        {
            Task wake = signal.Reset(); // before looking, so that nothing that is stored meanwhile is missed
            int free = _options.MaxConcurrency - (Volatile.Read(ref _running) - 1);
            if (free > 0 && signal.TakeDue())
            {
                try
                {
                    if (await TakeAsync(free).ConfigureAwait(false) == free)
                    {
                        signal.SetDue(); // there may be more
                    }

                    polledAt = timeProvider.GetTimestamp();
                    pause = _firstPause;
                }
                catch (Exception e) when (!_stopping.IsCancellationRequested)
                {
                    Log.InboxUnavailable(logger, e, pause);
                    await Task.Delay(pause, timeProvider, _stopping.Token).ConfigureAwait(false);
                    pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
                    signal.SetDue();
                }
            }

            TimeSpan untilPoll = _options.PollInterval - timeProvider.GetElapsedTime(polledAt);
            if (untilPoll > TimeSpan.Zero)
            {
                await ((Task)wake.WaitAsync(untilPoll, timeProvider, _stopping.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                polledAt = timeProvider.GetTimestamp();
                signal.SetDue();
            }
        }
    }

    private async Task<int> TakeAsync(int count)
    {
        long takenAt = ClaimRenewer.Now(timeProvider);
        IReadOnlyList<InboxItem> items = await store.TakeAsync(endpoints.Names, count, _options.Lease).ConfigureAwait(false);
        foreach (InboxItem item in items)
        {
            Interlocked.Increment(ref _running);
            _ = RunAsync(item, takenAt);
        }

        return items.Count;
    }

    private async Task RunAsync(InboxItem item, long takenAt)
    {
        await Task.Yield(); // a handler that blocks must not keep the loop
        try
        {
            if (_stopping.IsCancellationRequested)
            {
                await runner.SettleAsync(item, InboxResult.Returned).ConfigureAwait(false); // taken while the host began to stop
                return;
            }

            InboxResult? result = await runner.RunAsync(item, takenAt).ConfigureAwait(false);
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
        await Task.Delay(delay, timeProvider, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        signal.SetDue();
    }

    private void EndOne()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _idle.TrySetResult();
        }

        signal.Wake();
    }
}
