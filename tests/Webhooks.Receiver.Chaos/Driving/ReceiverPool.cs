namespace Webhooks.Receiver.Chaos;

/// <summary>The receiver processes of a run. Senders get one that listens, as from a load balancer. Thread-safe.</summary>
internal sealed class ReceiverPool(RunSettings settings, ChaosDatabase database, string folder) : IDisposable
{
    private const double FailureRate = 0.02;

    private readonly ReceiverProcess?[] _receivers = new ReceiverProcess?[settings.Receivers];
    private int _started;

    public int Count => _receivers.Length;

    /// <summary>The number of processes that were started.</summary>
    public int Started => _started;

    /// <summary>Gets a receiver that listens; null if there is none.</summary>
    public ReceiverProcess? Pick(Random random)
    {
        int first = random.Next(Count);
        return Enumerable.Range(0, Count)
            .Select(i => Volatile.Read(ref _receivers[(first + i) % Count])).FirstOrDefault(receiver => receiver is not null);
    }

    public Task StartAllAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Count).Select(index => StartAsync(index, cancellationToken)));

    public async Task StartAsync(int index, CancellationToken cancellationToken)
    {
        string name = Path.Combine(folder, $"receiver-{index + 1}");
        string journal = $"{name}-{Interlocked.Increment(ref _started)}.journal";
        Volatile.Write(ref _receivers[index], await ReceiverProcess.StartAsync(
            new ReceiverSettings(database, journal, settings.Seed, settings.Sender) { FailureRate = FailureRate }, $"{name}.log", cancellationToken));
    }

    /// <summary>Kills one receiver, with all that it is doing.</summary>
    public async Task KillAsync(int index)
    {
        ReceiverProcess receiver = Volatile.Read(ref _receivers[index])!;
        await receiver.KillAsync();
        Volatile.Write(ref _receivers[index], null);
        receiver.Dispose();
    }

    /// <summary>Gets the receivers that have ended though nobody killed them.</summary>
    public IEnumerable<string> GetFailures() => _receivers
        .Select((receiver, index) => receiver is { HasFailed: true } ? $"Receiver {index + 1} ended by itself; see its log." : null)
        .OfType<string>();

    public void Dispose() => Array.ForEach(_receivers, receiver => receiver?.Dispose());
}
