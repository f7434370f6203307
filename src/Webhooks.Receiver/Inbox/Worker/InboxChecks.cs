using Microsoft.Extensions.Options;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>Checks at start what endpoints with an inbox or a transaction need.</summary>
internal sealed class InboxChecks(IOptions<WebhookInboxOptions> options, IInboxStore? inbox = null, IDeliverySettlement? settlement = null)
{
    private static readonly TimeSpan _shortestLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _shortestPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1); // of a lease and of the poll: timers end at 49 days
    private static readonly TimeSpan _longestRetryDelay = TimeSpan.FromDays(30);

    public static string GetMissingStoreError(WebhookEndpoint endpoint) =>
        $"The endpoint '{endpoint.Name}' is processed in the background, but no durable store is registered to keep its deliveries. "
        + "Call AddSqlite or AddPostgreSql on the result of AddWebhooks, or remove ProcessInBackground.";

    /// <summary>
    /// Whether the worker handles the items of an endpoint. It also does for one that is not in the background any more: items that were stored
    /// before are already acknowledged.
    /// </summary>
    public bool HandlesItemsOf(WebhookEndpoint endpoint) =>
        inbox is not null && endpoint is { Dispatcher: not { UsesRequest: true }, Provider.ExpectsAnswer: false };

    /// <summary>Gets the errors of an endpoint, as sentences that say what to do.</summary>
    public IEnumerable<string> GetErrors(WebhookEndpoint endpoint)
    {
        if (endpoint.Options.HandleInTransaction && settlement is null)
        {
            yield return $"The handler of the endpoint '{endpoint.Name}' has to run in a transaction, but no store with transactions is registered. "
                + "Call AddSqlite or AddPostgreSql on the result of AddWebhooks, or remove HandleInTransaction.";
        }

        bool isInBackground = endpoint.Options.ProcessInBackground;
        if (!isInBackground && endpoint.IsOrdered)
        {
            yield return $"The endpoint '{endpoint.Name}' has an ordering key, which has an effect in the background only. Call ProcessInBackground, "
                + "or remove OrderBy.";
        }

        if (isInBackground && inbox is null)
        {
            yield return GetMissingStoreError(endpoint);
        }

        if (isInBackground && endpoint.Dispatcher is { UsesRequest: true })
        {
            yield return $"The endpoint '{endpoint.Name}' is processed in the background, but its handler is a minimal-API handler, which runs in its "
                + "request only. Use MapWebhook, or remove ProcessInBackground.";
        }

        foreach (string error in isInBackground || HandlesItemsOf(endpoint) ? GetOptionErrors(options.Value) : [])
        {
            yield return error;
        }
    }

    private static IEnumerable<string> GetOptionErrors(WebhookInboxOptions options)
    {
        const string Name = nameof(WebhookInboxOptions);
        if (options.MaxConcurrency is < 1 or > 1000)
        {
            yield return $"{Name}.{nameof(options.MaxConcurrency)} has to be 1 to 1000.";
        }

        if (options.MaxAttempts is < 1 or > 1000)
        {
            yield return $"{Name}.{nameof(options.MaxAttempts)} has to be 1 to 1000.";
        }

        if (options.RetryDelay <= TimeSpan.Zero || options.MaxRetryDelay < options.RetryDelay || options.MaxRetryDelay > _longestRetryDelay)
        {
            yield return $"{Name}.{nameof(options.RetryDelay)} has to be above zero, and {nameof(options.MaxRetryDelay)} at least as long and at most 30 days.";
        }

        if (options.Lease < _shortestLease || options.Lease > _longest)
        {
            yield return $"{Name}.{nameof(options.Lease)} has to be at least one second, and at most one day.";
        }

        if (options.PollInterval < _shortestPoll || options.PollInterval > _longest)
        {
            yield return $"{Name}.{nameof(options.PollInterval)} has to be at least 100 milliseconds, and at most one day.";
        }

        if (options.DegradedAge <= TimeSpan.Zero)
        {
            yield return $"{Name}.{nameof(options.DegradedAge)} has to be above zero.";
        }

        if (options.ProcessedRetention < TimeSpan.Zero || options.DeadRetention <= TimeSpan.Zero)
        {
            yield return $"{Name}.{nameof(options.ProcessedRetention)} has to be zero or above, and {nameof(options.DeadRetention)} above zero.";
        }
    }
}
