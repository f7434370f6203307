using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Benchmarks.Load;
using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Durable.Rows;

/// <summary>The worker of one process, with its default options, drains a full inbox of events whose handler does nothing.</summary>
internal static class WorkerRow
{
    private const double Goal = 8_000;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    public static StoresRow Create(StoresEngine engine, StoresSize size) => new(
        $"{engine.Name}: worker drains no-op events", StoresGoal.AtLeast(Goal), async cancellationToken =>
        {
            await DrainAsync(engine, size.Items / 10, cancellationToken); // the compiler is busy at first
            return new StoresSides { Ours = new StoresSide("one process", token => DrainAsync(engine, size.Items, token)) };
        });

    /// <summary>Returns how many items were handled in a second, from the first to the last. All of them are processed afterwards.</summary>
    private static async Task<double> DrainAsync(StoresEngine engine, int items, CancellationToken cancellationToken)
    {
        string database = engine.NewDatabase();
        await using (StoreHost host = await StoreHost.StartAsync(engine, database, cancellationToken))
        {
            await InboxFiller.FillAsync(host.Inbox, LoadServer.Path, items, cancellationToken);
        }

        int handled = 0;
        long firstAt = 0;
        long lastAt = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoadServer server = LoadServer.Inbox(builder => engine.AddTo(builder, database), HandleAsync, _ => { });
        await server.StartAsync(cancellationToken);
        var inbox = server.Services.GetRequiredService<IWebhookInbox>();
        try
        {
            await all.Task.WaitAsync(_limit, cancellationToken);
        }
        catch (TimeoutException e)
        {
            WebhookInboxEntry first = (await inbox.ListAsync(new WebhookInboxQuery { Limit = 1 }, cancellationToken))[0];
            throw new InvalidOperationException(
                $"{handled} of {items} items were handled. The first: {first.State}, {first.Attempts} attempts, {first.ErrorType}: {first.ErrorMessage}", e);
        }

        await ExpectProcessedAsync(inbox, items, cancellationToken);
        return (items - 1) / Stopwatch.GetElapsedTime(firstAt, lastAt).TotalSeconds;

        Task HandleAsync()
        {
            int number = Interlocked.Increment(ref handled);
            if (number == 1)
            {
                firstAt = Stopwatch.GetTimestamp();
            }
            else if (number == items)
            {
                lastAt = Stopwatch.GetTimestamp();
                all.SetResult();
            }

            return Task.CompletedTask;
        }
    }

    private static async Task ExpectProcessedAsync(IWebhookInbox inbox, int items, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        WebhookInboxCounts counts;
        do
        {
            await Task.Delay(100, cancellationToken);
            counts = await inbox.CountAsync(cancellationToken);
        }
        while (counts.Pending + counts.Running > 0 && waited.Elapsed < _limit);

        Expect.That(await inbox.CountProcessedAsync(cancellationToken) == items);
        Expect.That(counts.Dead == 0);
    }
}
