using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>One process that a test started, with what it printed. Ends with the test at the latest, and its children with it.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Interrupt = 2;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ChildProcess(Process process) => _process = process;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static ChildProcess Start(string fileName, string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Clean(start.Environment);
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += child.Append;
        child._process.ErrorDataReceived += child.Append;
        child._process.Start();
        child._process.StandardInput.Close();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>What Ctrl+C sends.</summary>
    public void SendInterrupt() => SendSignal(_process.Id, Interrupt).Should().Be(0);

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It did not end in time; it is killed.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        using var cancellation = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(cancellation.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Still running after {timeout}. Its output:{Environment.NewLine}{Output}");
        }
    }

    /// <summary>Waits until it has printed something.</summary>
    /// <exception cref="TimeoutException">It did not print that in time.</exception>
    public async Task<Match> WaitForOutputAsync(Regex expected, TimeSpan timeout)
    {
        for (DateTime end = DateTime.UtcNow + timeout; DateTime.UtcNow < end; await Task.Delay(50))
        {
            if (expected.Match(Output) is { Success: true } match)
            {
                return match;
            }
        }

        throw new TimeoutException($"Nothing like {expected} within {timeout}. Its output:{Environment.NewLine}{Output}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }

        _process.Dispose();
    }

    /// <summary>The test host's own settings of MSBuild and of the test platform are not for others.</summary>
    private static void Clean(IDictionary<string, string?> environment)
    {
        string[] hosts = ["MSBUILD", "VSTEST", "COREHOST", "TESTINGPLATFORM", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "WEBHOOKS", "KESTREL"];
        foreach (string name in environment.Keys.Where(name => hosts.Any(host => name.StartsWith(host, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            environment.Remove(name);
        }

        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        environment["UseSharedCompilation"] = "false";
    }

    private void Append(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
