namespace Webhooks.Receiver.Chaos;

/// <summary>A time in which the database was away.</summary>
internal readonly record struct Outage(TimeSpan Begin, TimeSpan End)
{
    /// <summary>How long receivers may take to notice that it is back.</summary>
    private static readonly TimeSpan _recovery = TimeSpan.FromSeconds(3);

    public bool Explains(Attempt attempt) => attempt.Begin <= End + _recovery && attempt.End >= Begin;
}
