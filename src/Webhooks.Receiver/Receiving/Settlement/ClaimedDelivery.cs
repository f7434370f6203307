using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.Storage;

/// <summary>
/// A delivery whose key is claimed, with its event and its handler. Used by one settlement, once: <see cref="HandleAsync"/> runs
/// the handler.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer holds nothing to dispose of.")]
public sealed class ClaimedDelivery
{
    private readonly CancellationTokenSource _cancellation;
    private readonly object _event;
    private readonly WebhookDispatcher _dispatcher;
    private readonly WebhookSource? _source;
    private readonly WebhookContext _context;
    private readonly WebhookLogger _logger;
    private int _isStarted;
    private volatile bool _hasEnded;
    private volatile bool _isClaimLost;
    private volatile WebhookFailureReason _cancelledBy;
    private WebhookFailureReason? _failedBy;

    internal ClaimedDelivery(
        WebhookDelivery delivery, object webhookEvent, ClaimToken token, WebhookDispatcher dispatcher, WebhookSource? source,
        CancellationTokenSource cancellation, IServiceScopeFactory scopes, WebhookLogger logger)
    {
        Delivery = delivery;
        Token = token;
        _event = webhookEvent;
        _dispatcher = dispatcher;
        _source = source;
        _logger = logger;
        _cancellation = cancellation;
        CancellationToken = cancellation.Token;
        _context = new WebhookContext(
            dispatcher.UsesRequest ? source?.RequestServices : null, scopes, delivery, CancellationToken);
    }

    /// <summary>The delivery. Its body is available until the handler has ended.</summary>
    public WebhookDelivery Delivery { get; }

    /// <summary>The token with which the claim is completed.</summary>
    public ClaimToken Token { get; }

    /// <summary>
    /// Whether the delivery was taken out of the inbox: it is then completed by <see cref="IInboxStore.SettleAsync"/>, and not by
    /// <see cref="IIdempotencyStore.CompleteAsync"/>.
    /// </summary>
    public bool IsFromInbox => InboxAttempt is not null;

    /// <summary>How long the key stays completed.</summary>
    public TimeSpan Retention { get; internal init; }

    /// <summary>
    /// The services that the handler gets. A settlement can use them to pass something to the handler, such as a transaction.
    /// Their scope is created on first use.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The handler has ended.</exception>
    public IServiceProvider Services => _context.Services;

    /// <summary>Whether there is a claim to renew and settle. A question has none.</summary>
    internal bool HasClaim => Token != default;

    /// <summary>The attempt, if the delivery was taken out of the inbox; otherwise null.</summary>
    internal InboxAttempt? InboxAttempt { get; init; }

    /// <summary>Whether the handler runs in a transaction of the store.</summary>
    internal bool UsesTransaction { get; init; }

    /// <summary>Called once the handler has ended, before its result is recorded. Must not block.</summary>
    internal Action? Ended { get; init; }

    /// <summary>What the handler threw; null if it did not.</summary>
    internal Exception? Error { get; private set; }

    /// <summary>How long the claim holds unless it is renewed.</summary>
    internal TimeSpan Lease { get; init; }

    internal CancellationToken CancellationToken { get; }

    /// <summary>Whether the answer must wait for the handler, because the handler uses the request.</summary>
    internal bool UsesRequest => _dispatcher.UsesRequest;

    /// <summary>The result of the handler; <see cref="HandlerStatus.Failed"/> until it has ended.</summary>
    internal HandlerStatus Status { get; private set; }

    /// <summary>Why the delivery is not handled, if it is not: of a handler that has not ended, why it was cancelled.</summary>
    internal WebhookFailureReason? Reason
    {
        get => _failedBy ?? (HasEnded ? null : CancelledBy);
        set => _failedBy = value;
    }

    /// <summary>Why the handler's token was cancelled; null if it was not.</summary>
    internal WebhookFailureReason? CancelledBy => CancellationToken.IsCancellationRequested ? _cancelledBy : null;

    /// <summary>Whether the handler was started: a settlement may fail, or be cancelled, while it waits for a connection or its turn.</summary>
    internal bool IsStarted => Volatile.Read(ref _isStarted) == 1;

    /// <summary>Whether the handler has ended with success.</summary>
    internal bool IsHandled => HasEnded && Status is HandlerStatus.Handled or HandlerStatus.Ignored;

    /// <summary>Whether the handler has ended, so that nothing is left to cancel.</summary>
    internal bool HasEnded => _hasEnded;

    /// <summary>Whether the claim is known to be lost.</summary>
    internal bool IsClaimLost => _isClaimLost;

    /// <summary>The time of the next renewal. The renewer's lock protects this and the following; times in its ticks.</summary>
    internal long RenewalDueAt { get; set; }

    /// <summary>The earliest end of the lease, counted from before the last call of the store.</summary>
    internal long LeaseEndsAt { get; set; }

    /// <summary>Whether a renewal is running.</summary>
    internal bool IsRenewing { get; set; }

    /// <summary>The index in the renewer's list; below zero if it is not in the list.</summary>
    internal int RenewalIndex { get; set; } = -1;

    /// <summary>
    /// Runs the handler, then disposes of its scope and of the body. Never throws because of the handler: an exception of the
    /// handler is logged and gives <see cref="HandlerStatus.Failed"/>, or gives <see cref="HandlerStatus.Cancelled"/>.
    /// </summary>
    /// <returns>The result: <see cref="HandlerStatus.Handled"/> and <see cref="HandlerStatus.Ignored"/> are successes.</returns>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public ValueTask<HandlerStatus> HandleAsync() => Interlocked.Exchange(ref _isStarted, 1) == 0
        ? RunHandlerAsync()
        : throw new InvalidOperationException("The handler of a delivery runs once.");

    /// <summary>Marks the claim as lost and cancels the handler.</summary>
    internal void LoseClaim()
    {
        _isClaimLost = true;
        Cancel(WebhookFailureReason.StoreFailed);
    }

    /// <summary>
    /// Cancels the handler's token, if the handler has not ended. Callbacks run on other threads: a callback that blocks delays
    /// neither the caller nor the callbacks of other deliveries.
    /// </summary>
    /// <param name="reason">The reason of the outcome if the handler stops because of it, or does not end in time; the first one counts.</param>
    internal void Cancel(WebhookFailureReason reason)
    {
        if (!HasEnded)
        {
            _cancelledBy = CancellationToken.IsCancellationRequested ? _cancelledBy : reason;
            _ = CancelAsync();
        }
    }

    /// <summary>Cancels the token if the handler was not started. A handler that starts meanwhile is cancelled.</summary>
    internal void CancelUnlessStarted(WebhookFailureReason reason)
    {
        if (!IsStarted)
        {
            Cancel(reason);
        }
    }

    private async Task CancelAsync()
    {
        // A callback that the handler registered may throw; the token is cancelled by then.
        await _cancellation.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask<HandlerStatus> RunHandlerAsync()
    {
        IDisposable? scope = _logger.IsEnabled(LogLevel.Critical) ? _logger.BeginScope(new DeliveryScope(Delivery, _event)) : null;
        try
        {
            try
            {
                Status = await _dispatcher.DispatchAsync(_event, _context, _source).ConfigureAwait(false);
                _failedBy = Status != HandlerStatus.Failed ? null
                    : _dispatcher is RegisteredHandlersDispatcher ? WebhookFailureReason.EventUnreadable
                    : WebhookFailureReason.HandlerAnsweredFailure;
            }
            finally
            {
                await _context.EndScopeAsync().ConfigureAwait(false); // may throw, as the handler may
            }
        }
        catch (OperationCanceledException) when (CancellationToken.IsCancellationRequested)
        {
            Status = HandlerStatus.Cancelled;
            _failedBy = _cancelledBy;
        }
        catch (WebhookRetryException e)
        {
            Log.RetryAsked(_logger, Delivery.Provider, Delivery.Endpoint, Delivery.Key.ShortName);
            Error = e;
            Status = HandlerStatus.Failed;
            _failedBy = WebhookFailureReason.HandlerThrew;
        }
        catch (Exception e)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, WebhookTelemetry.HandlerFailed);
            Error = e;
            if (InboxAttempt is { } attempt)
            {
                Log.InboxHandlerThrew(_logger, e, Delivery.Key.ShortName, Delivery.Provider, Delivery.Endpoint, attempt.Item.Attempt);
            }
            else if (!HasClaim)
            {
                Log.QuestionThrew(_logger, e, Delivery.Provider, Delivery.Endpoint, Delivery.Key.ShortName);
            }
            else
            {
                Log.HandlerThrew(_logger, e, Delivery.Provider, Delivery.Endpoint, Delivery.Key.ShortName);
            }

            Status = HandlerStatus.Failed;
            _failedBy = WebhookFailureReason.HandlerThrew;
        }
        finally
        {
            Delivery.Body.Dispose();
            _hasEnded = true;
            Ended?.Invoke();
            WebhookLogger.End(scope);
        }

        return Status;
    }
}
