using System.Collections.Concurrent;
using System.Diagnostics;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>A step of <see cref="CrashSteps"/> in a process of its own.</summary>
internal sealed class OtherProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentQueue<string> _errors = [];

    private OtherProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_lines, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Lines => [.. _lines];

    public static OtherProcess Start(string step, DatabaseFile file)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, step, file.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new OtherProcess(Process.Start(start)!);
    }

    public Task WaitForLinesAsync(int count) => Eventually.Holds(
        () => _lines.Count >= count || (_process.HasExited ? throw new InvalidOperationException($"It ended: {string.Join('\n', _errors)}") : false),
        $"{count} lines of the other process");

    public async Task WaitUntilReachedAsync()
    {
        await WaitForLinesAsync(1);
        _lines.Should().Equal(CrashSteps.Reached);
    }

    public void GoOn() => _process.StandardInput.WriteLine();

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Sends a signal such as <c>STOP</c>.</summary>
    public void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
        kill.ExitCode.Should().Be(0);
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(Eventually.Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
