namespace Webhooks.Receiver.Package.Tests;

/// <summary>Runs commands of the SDK, with a limit to their time.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(6);

    /// <summary>Runs one command, which has to succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string workingDirectory, params string[] arguments)
    {
        await using var child = ChildProcess.Start("dotnet", workingDirectory, new Dictionary<string, string>(), arguments);
        int exitCode = await child.WaitForExitAsync(_limit);
        exitCode.Should().Be(0, "dotnet {0} printed:\n{1}\n", string.Join(' ', arguments), child.Output);
        return child.Output;
    }
}
