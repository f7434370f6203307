namespace Webhooks.Receiver.Testing.Tests;

/// <summary>The gap between the check and the act of a flawed store.</summary>
internal static class RaceGap
{
    /// <summary>Lets the other threads of a race in, without waiting for any of them: gives the processor up, also on a busy machine.</summary>
    public static void Open() => Thread.Sleep(1); // a spin or a yield may end before another thread has run
}
