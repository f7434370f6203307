namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>What the tests start as a process of its own, to kill or to stop it: <c>dotnet this.dll step file</c>.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is [string step, string file]
        ? CrashSteps.RunAsync(step, file)
        : Task.FromResult(0); // the test host has an entry point of its own
}
