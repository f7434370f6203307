using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.Storage;

/// <summary>
/// A delivery whose key is claimed, with its event and its handler. Used by one settlement, once: <see cref="HandleAsync"/> runs the
/// handler.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer holds nothing to dispose of.")]
public sealed class ClaimedDelivery
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly object _event;
    private readonly WebhookDispatcher _dispatcher;
    private readonly WebhookSource? _source;
    private readonly WebhookContext _context;
    private readonly ILogger _logger;
    private int _isStarted;
    private volatile bool _hasEnded;
    private volatile bool _isClaimLost;

    internal ClaimedDelivery(
        WebhookDelivery delivery, object webhookEvent, ClaimToken token, WebhookDispatcher dispatcher, WebhookSource? source,
        IServiceScopeFactory scopes, ILogger logger)
    {
        Delivery = delivery;
        Token = token;
        _event = webhookEvent;
        _dispatcher = dispatcher;
        _source = source;
        _logger = logger;
        CancellationToken = _cancellation.Token;
        _context = new WebhookContext(
            dispatcher.UsesRequest ? source?.RequestServices : null, scopes, delivery, CancellationToken);
    }

    /// <summary>The delivery. Its body is available until the handler has ended.</summary>
    public WebhookDelivery Delivery { get; }

    /// <summary>The token that completes the claim.</summary>
    public ClaimToken Token { get; }

    /// <summary>How long a completed delivery is to be remembered.</summary>
    public TimeSpan Retention { get; internal init; }

    /// <summary>
    /// The services that the handler gets, for a settlement that hands something over to it, such as a transaction: a scope that
    /// begins when it is first asked for.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The handler has ended.</exception>
    public IServiceProvider Services => _context.Services;

    /// <summary>How long the claim holds unless it is renewed.</summary>
    internal TimeSpan Lease { get; init; }

    internal CancellationToken CancellationToken { get; }

    /// <summary>Whether the answer has to wait for the handler, because the handler uses the request.</summary>
    internal bool UsesRequest => _dispatcher.UsesRequest;

    /// <summary>How the handler ended; <see cref="HandlerStatus.Failed"/> until it has.</summary>
    internal HandlerStatus Status { get; private set; }

    /// <summary>Whether the handler has ended, so that there is nothing to cancel any more.</summary>
    internal bool HasEnded => _hasEnded;

    /// <summary>Whether the claim is known to be lost.</summary>
    internal bool IsClaimLost => _isClaimLost;

    /// <summary>When the next renewal is due. This and the following are in the renewer's ticks and belong to its lock.</summary>
    internal long RenewalDueAt { get; set; }

    /// <summary>When the lease ends at the earliest: counted from before the store was last asked.</summary>
    internal long LeaseEndsAt { get; set; }

    /// <summary>Whether a renewal is under way.</summary>
    internal bool IsRenewing { get; set; }

    /// <summary>The index among the renewed claims; below zero if it is not one of them.</summary>
    internal int RenewalIndex { get; set; } = -1;

    /// <summary>
    /// Runs the handler. Never throws for anything that the handler does: an exception of the handler is logged and becomes
    /// <see cref="HandlerStatus.Failed"/> or <see cref="HandlerStatus.Cancelled"/>. Afterwards scope and body are disposed of.
    /// </summary>
    /// <returns>How the handler ended: a success is <see cref="HandlerStatus.Handled"/> or <see cref="HandlerStatus.Ignored"/>.</returns>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public async ValueTask<HandlerStatus> HandleAsync()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
        {
            throw new InvalidOperationException("The handler of a delivery runs once.");
        }

        Status = await RunHandlerAsync().ConfigureAwait(false);
        _hasEnded = true;
        return Status;
    }

    /// <summary>Marks the claim as lost and cancels the handler.</summary>
    internal void LoseClaim()
    {
        _isClaimLost = true;
        Cancel();
    }

    /// <summary>
    /// Cancels the handler's token, if the handler has not ended. Callbacks run on other threads: one that blocks holds up neither
    /// the caller nor the callbacks of other deliveries.
    /// </summary>
    internal void Cancel()
    {
        if (!HasEnded)
        {
            _ = CancelAsync();
        }
    }

    private async Task CancelAsync()
    {
        // A callback that the handler registered may throw: cancelling has done its work by then.
        await _cancellation.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask<HandlerStatus> RunHandlerAsync()
    {
        using IDisposable? scope = _logger.BeginScope(new DeliveryScope(Delivery, _event));
        try
        {
            try
            {
                return await _dispatcher.DispatchAsync(_event, _context, _source).ConfigureAwait(false);
            }
            finally
            {
                await _context.EndScopeAsync().ConfigureAwait(false); // may throw, as the handler may
            }
        }
        catch (OperationCanceledException) when (CancellationToken.IsCancellationRequested)
        {
            return HandlerStatus.Cancelled;
        }
        catch (Exception e)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, WebhookTelemetry.HandlerFailed);
            Log.HandlerThrew(_logger, e, Delivery.Provider, Delivery.Endpoint, Delivery.Key.ShortName);
            return HandlerStatus.Failed;
        }
        finally
        {
            Delivery.Body.Dispose();
        }
    }
}
