using Microsoft.Extensions.Options;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>Decides what becomes of an inbox item after an attempt that failed.</summary>
internal sealed class InboxRetries(IOptions<WebhookInboxOptions> options, TimeProvider timeProvider)
{
    private const double Variation = 0.2;
    private const string Exhausted = "AttemptsExhausted";

    /// <summary>How long an item waits whose handler could not be started: what was missing, such as a free connection, may be missing still.</summary>
    private static readonly TimeSpan _startPause = TimeSpan.FromSeconds(1);

    private readonly WebhookInboxOptions _options = options.Value;

    /// <summary>Gets the result of an item that must not be tried again, since its attempts have ended without a result; null for others.</summary>
    public InboxResult? GetExhausted(InboxItem item) => item.Attempt <= _options.MaxAttempts ? null : InboxResult.Dead(new InboxError(
        Exhausted, $"{_options.MaxAttempts} attempts have ended, the last one without a result: its process stopped, or lost its lease."));

    public InboxResult GetResult(InboxItem item, ClaimedDelivery delivery)
    {
        if (delivery.Reason == WebhookFailureReason.HostStopping && (!delivery.IsStarted || delivery.Status == HandlerStatus.Cancelled))
        {
            return InboxResult.Returned;
        }

        if (!delivery.IsStarted)
        {
            return InboxResult.Postponed(_startPause, GetError(delivery.Reason ?? WebhookFailureReason.StoreFailed));
        }

        if (delivery.Error is null && delivery.Reason == WebhookFailureReason.EventUnreadable)
        {
            return GetUnreadable(item, WebhookFailureReason.EventUnreadable);
        }

        InboxError error = delivery.Error is { } thrown
            ? new InboxError(thrown.GetType().ToString(), GetMessage(thrown))
            : GetError(delivery.Reason ?? WebhookFailureReason.StoreFailed);
        return delivery.Error is WebhookPermanentFailureException ? InboxResult.Dead(error) : GetRetry(item, error, delivery.Error as WebhookRetryException);
    }

    /// <summary>
    /// Gets the result of an item that this version cannot read. It waits for an instance of another version, however long that takes: the attempt does
    /// not count. The delay, half of the item's age, is short during a deployment and grows each time.
    /// </summary>
    public InboxResult GetUnreadable(InboxItem item, WebhookFailureReason reason)
    {
        double age = (timeProvider.GetUtcNow() - item.Delivery.ReceivedAt).TotalSeconds;
        double delay = Math.Clamp(age / 2, _options.RetryDelay.TotalSeconds, _options.MaxRetryDelay.TotalSeconds);
        return InboxResult.Postponed(Vary(delay), GetError(reason));
    }

    /// <summary>Gets the message of an exception whose class may be the user's: it may return null, or throw.</summary>
    private static string GetMessage(Exception thrown)
    {
        try
        {
            return thrown.Message ?? "";
        }
        catch (Exception)
        {
            return "The message of the exception could not be read.";
        }
    }

    private static InboxError GetError(WebhookFailureReason reason) => new(reason.ToString(), "The receiver gave this reason; no exception was thrown.");

    private InboxResult GetRetry(InboxItem item, InboxError error, WebhookRetryException? later) =>
        item.Attempt >= _options.MaxAttempts ? InboxResult.Dead(error)
        : InboxResult.Retry(later?.GetDelay(timeProvider) ?? GetDelay(item.Attempt), error);

    /// <summary>Doubles the delay with each attempt. The variation keeps items that failed together from failing together again.</summary>
    private TimeSpan GetDelay(int attempt)
    {
        double delay = Math.Min(_options.RetryDelay.TotalSeconds * Math.Pow(2, attempt - 1), _options.MaxRetryDelay.TotalSeconds);
        return Vary(delay);
    }

    private TimeSpan Vary(double seconds)
    {
        double varied = seconds * (1 - Variation + (2 * Variation * Random.Shared.NextDouble()));
        double max = _options.MaxRetryDelay.TotalSeconds;
        return TimeSpan.FromSeconds(varied <= max ? varied : (2 * max) - varied); // mirrored: a mere limit would give many items the same delay
    }
}
