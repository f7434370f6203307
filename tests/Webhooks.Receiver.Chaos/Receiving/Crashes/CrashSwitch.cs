using System.Diagnostics;

namespace Webhooks.Receiver.Chaos;

/// <summary>Kills the process with SIGKILL when it reaches its crash point.</summary>
internal sealed class CrashSwitch(ReceiverSettings settings, Journal journal)
{
    public bool IsSetTo(CrashPoint point) => settings.CrashAt == point;

    public void At(CrashPoint point)
    {
        if (IsSetTo(point))
        {
            journal.Write(JournalEntry.Crashing, 0);
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite); // this thread does nothing more
        }
    }
}
