namespace Webhooks.Receiver.Package.Tests;

/// <summary>Runs commands of the SDK, with a limit to their time.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(6);

    /// <summary>Runs one command, which has to succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string workingDirectory, params string[] arguments)
    {
        (int exitCode, string output) = await TryRunAsync(workingDirectory, arguments);
        exitCode.Should().Be(0, "dotnet {0} printed:\n{1}\n", string.Join(' ', arguments), output);
        return output;
    }

    /// <summary>Runs one command, which may fail.</summary>
    /// <returns>How it ended, and what it printed.</returns>
    public static async Task<(int ExitCode, string Output)> TryRunAsync(string workingDirectory, params string[] arguments)
    {
        await using var child = ChildProcess.Start("dotnet", workingDirectory, new Dictionary<string, string>(), arguments);
        int exitCode = await child.WaitForExitAsync(_limit);
        return (exitCode, child.Output);
    }
}
