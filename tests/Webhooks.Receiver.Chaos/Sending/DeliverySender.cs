using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Webhooks.Receiver.Chaos;

/// <summary>Sends deliveries as their providers do, signed anew for each attempt. Thread-safe.</summary>
internal sealed class DeliverySender(RunSettings settings, ReceiverPool pool, RunClock clock) : IDisposable
{
    private const int MaxConcurrency = 64;

    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longestDeadline = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, int> _answers = new();
    private readonly SemaphoreSlim _free = new(MaxConcurrency);
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The number of attempts with each answer so far.</summary>
    public string Answers => string.Join(", ", _answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Value} {Attempt.Describe(answer.Key)}"));

    /// <summary>Sends a delivery until it is accepted, or its sender gives up.</summary>
    public async Task SendAsync(EventRecord record, Random random, CancellationToken cancellationToken)
    {
        TimeSpan pause = _firstDelay;
        for (int attempt = 1; ; attempt++)
        {
            Attempt sent = await SendOnceAsync(record, random, cancellationToken);
            record.Add(sent);
            if (sent.IsSuccess)
            {
                return;
            }

            TimeSpan? delay = settings.Sender == SenderKind.OwnSchedule ? record.Event.Provider.GetRetryDelay(attempt) : pause;
            if (delay is not { } wait)
            {
                return;
            }

            await Task.Delay(wait, cancellationToken);
            pause = pause * 2 < _longestDelay ? pause * 2 : _longestDelay;
        }
    }

    public async Task<Attempt> SendOnceAsync(EventRecord record, Random random, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        TimeSpan begin = clock.Now;
        try
        {
            int status = pool.Pick(random) is { } receiver ? await PostAsync(receiver.Address, record, cancellationToken) : Attempt.NoReceiver;
            _answers.AddOrUpdate(status, 1, static (_, count) => count + 1);
            return new Attempt(begin, clock.Now, status);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _free.Dispose();
    }

    private async Task<int> PostAsync(Uri address, EventRecord record, CancellationToken cancellationToken)
    {
        TimeSpan deadline = record.Event.Provider.Provider.Sender.Deadline;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(deadline < _longestDeadline ? deadline : _longestDeadline);
        using HttpRequestMessage request = DeliveryRequest.Create(address, record.Events);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, timeout.Token);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? Attempt.NoReceiver : Attempt.NoAnswer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Attempt.TimedOut;
        }
    }
}
