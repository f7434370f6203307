namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>What <see cref="ScriptedHandler"/> does.</summary>
internal sealed class Script
{
    public Func<CueEventSeen, Task> Handle { get; set; } = _ => Task.CompletedTask;
}
