using System.Diagnostics;

namespace Webhooks.Receiver.Chaos;

/// <summary>One receiver process. Dies with this process, and when it is disposed of.</summary>
internal sealed class ReceiverProcess : IDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly StreamWriter _log;
    private volatile bool _isKilled;

    private ReceiverProcess(Process process, StreamWriter log)
    {
        _process = process;
        _log = log;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _address.Task.Result;

    public int Id => _process.Id;

    /// <summary>Whether it has ended by itself, which no receiver may.</summary>
    public bool HasFailed => !_isKilled && _process.HasExited;

    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Starts a receiver, and waits until it listens.</summary>
    /// <param name="settings">What it is told.</param>
    /// <param name="logPath">The file to which its log is added.</param>
    /// <param name="cancellationToken">Stops waiting, and kills it.</param>
    /// <exception cref="InvalidOperationException">It does not listen.</exception>
    public static async Task<ReceiverProcess> StartAsync(ReceiverSettings settings, string logPath, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ReceiverProcess).Assembly.Location, .. settings.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var log = new StreamWriter(logPath, append: true) { AutoFlush = true };
        var receiver = new ReceiverProcess(new Process { StartInfo = start, EnableRaisingEvents = true }, log);
        receiver._process.OutputDataReceived += receiver.ReadOutput;
        receiver._process.ErrorDataReceived += receiver.ReadLog;
        receiver._process.Exited += (_, _) => receiver._address.TrySetException(
            new InvalidOperationException($"A receiver did not start; see {logPath}."));
        receiver._process.Start();
        receiver._process.BeginOutputReadLine();
        receiver._process.BeginErrorReadLine();
        try
        {
            await receiver._address.Task.WaitAsync(_startLimit, cancellationToken);
            return receiver;
        }
        catch
        {
            receiver.Dispose();
            throw;
        }
    }

    /// <summary>Kills it with SIGKILL, and returns when it is gone.</summary>
    public async Task KillAsync()
    {
        _isKilled = true;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _isKilled = true;
        _process.Kill(); // does nothing if it has ended
        _process.WaitForExit();
        _process.Dispose();
        lock (_log)
        {
            _log.Dispose();
        }
    }

    private void ReadOutput(object sender, DataReceivedEventArgs line)
    {
        if (line.Data?.StartsWith(ReceiveCommand.Listening, StringComparison.Ordinal) == true)
        {
            _address.TrySetResult(new Uri(line.Data[ReceiveCommand.Listening.Length..]));
        }
    }

    private void ReadLog(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            if (line.Data is not null && _log.BaseStream is { CanWrite: true })
            {
                _log.WriteLine(line.Data);
            }
        }
    }
}
