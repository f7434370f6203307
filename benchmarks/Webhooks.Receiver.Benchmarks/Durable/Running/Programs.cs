using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Runs other programs.</summary>
internal static class Programs
{
    /// <returns>The standard output. Throws if the program fails.</returns>
    public static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using Process process = Start(start);
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output
                : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:{Environment.NewLine}{await error}{output}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"{start.FileName} is missing. On Debian: apt-get install wrk postgresql");
        }
    }
}
