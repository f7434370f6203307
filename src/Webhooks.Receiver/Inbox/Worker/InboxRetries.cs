using Microsoft.Extensions.Options;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>Decides what becomes of an inbox item after an attempt that failed.</summary>
internal sealed class InboxRetries(IOptions<WebhookInboxOptions> options, TimeProvider timeProvider)
{
    private const double Variation = 0.2;
    private const string Exhausted = "AttemptsExhausted";

    private readonly WebhookInboxOptions _options = options.Value;

    /// <summary>Gets the result of an item that must not be tried again, since its attempts have ended without a result; null for others.</summary>
    public InboxResult? GetExhausted(InboxItem item) => item.Attempt <= _options.MaxAttempts ? null : InboxResult.Dead(new InboxError(
        Exhausted, $"{_options.MaxAttempts} attempts have ended, the last one without a result: its process stopped, or lost its lease."));

    public InboxResult GetResult(InboxItem item, ClaimedDelivery delivery)
    {
        if (!delivery.IsStarted || (delivery.Status == HandlerStatus.Cancelled && delivery.Reason == WebhookFailureReason.HostStopping))
        {
            return InboxResult.Returned;
        }

        InboxError error = delivery.Error is { } thrown
            ? new InboxError(thrown.GetType().ToString(), thrown.Message ?? "") // a class of the user may return null
            : GetError(delivery.Reason ?? WebhookFailureReason.StoreFailed);
        return delivery.Error is WebhookPermanentFailureException ? InboxResult.Dead(error) : GetRetry(item, error, delivery.Error as WebhookRetryException);
    }

    /// <summary>Gets the result of an item that could not be handled for a reason of the receiver's own.</summary>
    public InboxResult GetResult(InboxItem item, WebhookFailureReason reason) => GetRetry(item, GetError(reason), later: null);

    private static InboxError GetError(WebhookFailureReason reason) => new(reason.ToString(), "The receiver gave this reason; no exception was thrown.");

    private InboxResult GetRetry(InboxItem item, InboxError error, WebhookRetryException? later) =>
        item.Attempt >= _options.MaxAttempts ? InboxResult.Dead(error)
        : InboxResult.Retry(later?.GetDelay(timeProvider) ?? GetDelay(item.Attempt), error);

    /// <summary>Doubles the delay with each attempt. The variation keeps items that failed together from failing together again.</summary>
    private TimeSpan GetDelay(int attempt)
    {
        double delay = Math.Min(_options.RetryDelay.TotalSeconds * Math.Pow(2, attempt - 1), _options.MaxRetryDelay.TotalSeconds);
        return TimeSpan.FromSeconds(delay * (1 - Variation + (2 * Variation * Random.Shared.NextDouble())));
    }
}
