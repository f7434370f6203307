namespace Webhooks.Receiver.Chaos;

/// <summary>The settings of a run.</summary>
internal sealed record RunSettings(DatabaseEngine Engine, SenderKind Sender, int Seed)
{
    /// <summary>The number of deliveries, some of which bring several events.</summary>
    public required int Deliveries { get; init; }

    /// <summary>The time in which all are sent for the first time, while processes are killed.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The number of receiver processes.</summary>
    public required int Receivers { get; init; }

    /// <summary>The greatest number of times that a delivery is sent, each with retries of its own.</summary>
    public int MaxCopies { get; init; } = 4;

    /// <summary>Whether the folder of the run is kept also if all holds.</summary>
    public bool KeepsFolder { get; init; }

    /// <summary>How long senders may go on after the window.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(3); // far more than they need
}
