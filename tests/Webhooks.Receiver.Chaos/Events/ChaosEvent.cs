using System.Globalization;
using System.Text;

namespace Webhooks.Receiver.Chaos;

/// <summary>An event of a run. Seed and number determine all of it, so that receivers know what the driver knows.</summary>
internal sealed record ChaosEvent(int Number, ChaosProvider Provider, string EventType, HandlingMode Mode)
{
    private const int Digits = 7;
    private const int MaxDeliveries = 1_000_000; // further events of a delivery have the same number besides this one's multiple
    private const int MaxEvents = 6;
    private const int HashFactor = 486187739;
    private const double PermanentFailures = 0.01;
    private const double SlowHandlers = 0.005;
    private const int SlowMilliseconds = 2500; // longer than a lease, which has to be renewed, and below each deadline

    private static readonly byte[] _mark = "chaos-"u8.ToArray();
    private static readonly int _modes = Enum.GetValues<HandlingMode>().Length;

    /// <summary>Whether its handler says that it can never handle it. In the background only: a sender would try for ever.</summary>
    public bool FailsPermanently { get; private init; }

    /// <summary>How long its handler takes.</summary>
    public TimeSpan HandlerTime { get; private init; }

    public string Id => Encoding.ASCII.GetString(_mark) + Number.ToString($"D{Digits}", CultureInfo.InvariantCulture);

    public byte[] Body => Provider.CreateBody(EventType, Id);

    /// <summary>Creates the events of a delivery: one, or several if its provider sends them so.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="number">The number of the delivery, which is that of its first event.</param>
    /// <param name="engine">The database of the run.</param>
    public static IReadOnlyList<ChaosEvent> CreateDelivery(int seed, int number, DatabaseEngine engine)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, MaxDeliveries);
        var first = Create(seed, number, engine);
        int count = first.Provider.CreateBatch is null ? 1 : 1 + (number % MaxEvents);
        return [first, .. Enumerable.Range(1, count - 1).Select(index => Create(seed, number + (index * MaxDeliveries), engine))];
    }

    public static ChaosEvent Create(int seed, int number, DatabaseEngine engine)
    {
        var random = new Random(unchecked((seed * HashFactor) + (number % MaxDeliveries)));
        ChaosProvider provider = ChaosProvider.All[random.Next(ChaosProvider.All.Count)];
        var mode = (HandlingMode)random.Next(_modes);
        random = number < MaxDeliveries ? random : new Random(unchecked((seed * HashFactor) + number)); // all but provider and endpoint is its own
        bool fails = random.NextDouble() < PermanentFailures;
        bool isSlow = random.NextDouble() < SlowHandlers;

        // A transaction on SQLite keeps all other writers waiting: a slow one would be an outage.
        bool keepsOthersWaiting = engine == DatabaseEngine.Sqlite && mode.IsInTransaction();
        int milliseconds = keepsOthersWaiting ? 0 : isSlow ? SlowMilliseconds : random.Next(20);
        return new ChaosEvent(number, provider, provider.EventTypes[random.Next(provider.EventTypes.Count)], mode)
        {
            FailsPermanently = fails && mode.IsInBackground(),
            HandlerTime = TimeSpan.FromMilliseconds(milliseconds),
        };
    }

    /// <summary>Reads the number of the event from its body.</summary>
    public static int ReadNumber(ReadOnlySpan<byte> body)
    {
        int at = body.IndexOf(_mark);
        return at < 0
            ? throw new InvalidOperationException("The body is not one of a chaos run.")
            : int.Parse(body.Slice(at + _mark.Length, Digits), CultureInfo.InvariantCulture);
    }
}
