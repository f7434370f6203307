using System.Runtime.InteropServices;

namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>Stops a process, lets it go on, and ends it, on Linux.</summary>
internal static partial class ProcessSignal
{
    private const int SignalStop = 19;
    private const int SignalContinue = 18;
    private const int SignalTerminate = 15;

    public static void Stop(int process) => Send(process, SignalStop).Should().Be(0);

    public static void Continue(int process) => Send(process, SignalContinue).Should().Be(0);

    /// <summary>Asks it to shut down: it lets its handlers finish.</summary>
    public static void Terminate(int process) => Send(process, SignalTerminate).Should().Be(0);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
