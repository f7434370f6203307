namespace Webhooks.Receiver.Chaos;

/// <summary>A scoped service that is disposed of when the handler has returned, and before the transaction is committed.</summary>
internal sealed class ScopeEnd(CrashSwitch crash) : IDisposable
{
    public void Dispose() => crash.At(CrashPoint.BeforeCompletion);
}
