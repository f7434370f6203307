namespace Webhooks.Receiver.Chaos;

/// <summary>What a receiver process is told by the one that starts it.</summary>
/// <param name="Database">The database of the run.</param>
/// <param name="JournalPath">Its journal.</param>
/// <param name="Seed">The seed of the run's events.</param>
/// <param name="Sender">Determines the leases.</param>
internal sealed record ReceiverSettings(ChaosDatabase Database, string JournalPath, int Seed, SenderKind Sender)
{
    /// <summary>The share of attempts whose handler fails.</summary>
    public double FailureRate { get; init; }

    /// <summary>Where the process kills itself; null for nowhere.</summary>
    public CrashPoint? CrashAt { get; init; }

    /// <summary>A file for which handlers wait before they return; null for none.</summary>
    public string? WaitForFile { get; init; }

    public string[] ToArguments() =>
    [
        ReceiveCommand.Name,
        ReceiveCommand.EngineOption, $"{Database.Engine}",
        ReceiveCommand.ConnectionOption, Database.ConnectionString,
        ReceiveCommand.JournalOption, JournalPath,
        ReceiveCommand.SeedOption, FormattableString.Invariant($"{Seed}"),
        ReceiveCommand.SenderOption, $"{Sender}",
        ReceiveCommand.FailureRateOption, FormattableString.Invariant($"{FailureRate}"),
        .. CrashAt is { } point ? (string[])[ReceiveCommand.CrashAtOption, $"{point}"] : [],
        .. WaitForFile is { } file ? (string[])[ReceiveCommand.WaitForFileOption, file] : [],
    ];
}
