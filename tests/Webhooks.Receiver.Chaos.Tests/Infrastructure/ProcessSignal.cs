using System.Runtime.InteropServices;

namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>Stops a process and lets it go on, on Linux.</summary>
internal static partial class ProcessSignal
{
    private const int SignalStop = 19;
    private const int SignalContinue = 18;

    public static void Stop(int process) => Send(process, SignalStop).Should().Be(0);

    public static void Continue(int process) => Send(process, SignalContinue).Should().Be(0);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
