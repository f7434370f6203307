namespace Webhooks.Receiver.Tests;

/// <summary>A delivery whose handler runs until the test, or by default its token, ends it.</summary>
internal sealed class RunningHandler : IDisposable
{
    private readonly bool _ignoresItsToken;
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<WebhookReceiveResult> _receiving;
    private WebhookContext? _context;
    private CancellationToken _token;

    public RunningHandler(ReceiverHarness harness, string id = "evt_1", bool ignoresItsToken = false)
    {
        _ignoresItsToken = ignoresItsToken;
        _receiving = harness.Receive(CueDelivery.Click(id), (_, context) =>
        {
            _context = context;
            _token = context.CancellationToken;
            return ignoresItsToken ? _running.Task : _running.Task.WaitAsync(_token);
        }).AsTask();
        _context.Should().NotBeNull("the handler begins before the receiver waits for anything");
    }

    public IdempotencyKey Key => _context!.Delivery.Key;

    public bool IsCancelled => _token.IsCancellationRequested;

    /// <summary>Waits for the end of a handler that was cancelled, or else ends it with success.</summary>
    public Task<WebhookReceiveResult> End()
    {
        if (_ignoresItsToken || !IsCancelled)
        {
            _running.TrySetResult();
        }

        return _receiving.WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>A test that has failed leaves no handler behind.</summary>
    public void Dispose() => _running.TrySetResult();
}
