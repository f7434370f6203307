using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Chaos;

/// <summary>Looks at the inbox as an app's admin page does.</summary>
internal sealed class InboxState : IAsyncDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    private readonly ServiceProvider _services;
    private readonly IWebhookInbox _inbox;

    public InboxState(ChaosDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        database.AddStores(services.AddWebhooks());
        _services = services.BuildServiceProvider();
        _inbox = _services.GetRequiredService<IWebhookInbox>();
    }

    /// <summary>Waits until nothing is pending or running. A busy database may fail to answer in time: it is asked again.</summary>
    /// <returns>What is left at the end of the time; null for nothing.</returns>
    public async Task<string?> WaitUntilEmptyAsync(RunClock clock, TimeSpan limit, CancellationToken cancellationToken)
    {
        TimeSpan end = clock.Now + limit;
        for (; ; await Task.Delay(_interval, cancellationToken))
        {
            string left;
            try
            {
                WebhookInboxCounts counts = await _inbox.CountAsync(cancellationToken);
                if (counts is { Pending: 0, Running: 0 })
                {
                    return null;
                }

                left = $"{counts.Pending} pending, {counts.Running} running";
            }
            catch (TimeoutException e)
            {
                left = e.Message;
            }

            if (clock.Now >= end)
            {
                return left;
            }
        }
    }

    /// <summary>Gets the numbers of the dead events, each with the type of its error.</summary>
    public async Task<Dictionary<int, string?>> GetDeadAsync(CancellationToken cancellationToken)
    {
        Dictionary<int, string?> dead = [];
        IReadOnlyList<WebhookInboxEntry> page = [];
        do
        {
            page = await _inbox.ListAsync(
                new WebhookInboxQuery { State = WebhookInboxState.Dead, AfterId = page.Count == 0 ? 0 : page[^1].Id }, cancellationToken);
            foreach (WebhookInboxEntry listed in page)
            {
                WebhookInboxEntry? entry = await _inbox.FindAsync(listed.Id, cancellationToken);
                dead.Add(ChaosEvent.ReadNumber(entry!.Body!.Value.Span), entry.ErrorType);
            }
        }
        while (page.Count > 0);
        return dead;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
