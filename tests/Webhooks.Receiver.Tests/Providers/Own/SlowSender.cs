namespace Webhooks.Receiver.Tests;

/// <summary>The behavior of a sender that the test is not about.</summary>
internal static class SlowSender
{
    public static SenderBehavior Behavior { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(10),
        ShortestRetryWindow = TimeSpan.FromHours(1),
        DefaultLease = TimeSpan.FromSeconds(30),
    };
}
