using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver;

/// <summary>
/// Observes the stop of the host: from then on no delivery is accepted, and handlers are cancelled shortly before the host stops
/// waiting for them, so that their claims can still be released.
/// </summary>
internal sealed class HostStopping : IDisposable
{
    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(40);
    private static readonly TimeSpan _longestReserve = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _longestAnswerGrace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _handlers = new(); // without a timer, it holds nothing to dispose of
    private readonly CancellationTokenRegistration _registration;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _handlerGrace;
    private readonly CancellationToken _stopping;
    private ITimer? _timer;

    public HostStopping(IOptions<WebhookHostOptions> options, TimeProvider timeProvider, IHostApplicationLifetime? lifetime = null)
    {
        _timeProvider = timeProvider;
        TimeSpan timeout = options.Value.ValidShutdownTimeout;
        timeout = timeout == Timeout.InfiniteTimeSpan || timeout > _longestTimer ? _longestTimer : timeout;
        TimeSpan reserve = timeout / 5 < _longestReserve ? timeout / 5 : _longestReserve;
        _handlerGrace = timeout - reserve;
        AnswerGrace = reserve / 2 < _longestAnswerGrace ? reserve / 2 : _longestAnswerGrace;
        _stopping = lifetime?.ApplicationStopping ?? CancellationToken.None;
        _registration = _stopping.Register(static self => ((HostStopping)self!).StartCountdown(), this);
    }

    /// <summary>Cancelled when the host begins to stop.</summary>
    public CancellationToken Stopping => _stopping;

    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Cancelled shortly before the host's shutdown timeout ends.</summary>
    public CancellationToken HandlerToken => _handlers.Token;

    /// <summary>
    /// How long an answer waits for a handler after <see cref="HandlerToken"/> was cancelled. It ends before the host stops waiting, so that the answer can be sent.
    /// </summary>
    public TimeSpan AnswerGrace { get; }

    public void Dispose()
    {
        _registration.Dispose();
        _timer?.Dispose();
    }

    private void StartCountdown() => _timer = _timeProvider.CreateTimer(
        static handlers => ((CancellationTokenSource)handlers!).Cancel(), _handlers, _handlerGrace, Timeout.InfiniteTimeSpan);
}
