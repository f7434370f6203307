namespace Webhooks.Receiver.Chaos;

/// <summary>One request of a sender, and how it ended.</summary>
/// <param name="Begin">When it was sent.</param>
/// <param name="End">When it ended.</param>
/// <param name="Status">The status code; or one of the constants.</param>
internal readonly record struct Attempt(TimeSpan Begin, TimeSpan End, int Status)
{
    /// <summary>The connection was closed without an answer: the receiver was killed, maybe while it handled the delivery.</summary>
    public const int NoAnswer = 0;

    /// <summary>No receiver listened, or accepted the connection: nothing has arrived.</summary>
    public const int NoReceiver = -1;

    /// <summary>The sender stopped waiting.</summary>
    public const int TimedOut = -2;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether both were under way at one time.</summary>
    public bool Overlaps(Attempt other) => Begin <= other.End && End >= other.Begin;

    public static string Describe(int status) => status switch
    {
        NoAnswer => "connection closed",
        NoReceiver => "no receiver",
        TimedOut => "no answer in time",
        _ => $"{status}",
    };
}
