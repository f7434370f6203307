namespace Webhooks.Receiver.Chaos;

/// <summary>When a sender tries again.</summary>
internal enum SenderKind
{
    /// <summary>Until it gets a 2xx.</summary>
    UntilSuccess,

    /// <summary>After the delays of its provider, divided by <see cref="ChaosProvider.TimeScale"/>; then it gives up.</summary>
    OwnSchedule,
}
