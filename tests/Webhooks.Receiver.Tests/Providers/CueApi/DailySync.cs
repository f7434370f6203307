namespace Webhooks.Receiver.Tests;

/// <summary>A user's own payload.</summary>
internal sealed record DailySync(string Task, int Count = 0)
{
    /// <summary>Throws where it likes, as users' types do.</summary>
    public int Percent
    {
        get;
        init => field = value is >= 0 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "c4nary");
    }
}
