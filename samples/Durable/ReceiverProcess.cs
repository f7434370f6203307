using System.Diagnostics;

namespace Durable;

/// <summary>A receiver in a process of its own. Tells the table which attempts it makes.</summary>
internal sealed class ReceiverProcess : IDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyDictionary<string, EventRow> _rows;
    private readonly Process _process;
    private string _lastError = "";

    private ReceiverProcess(string name, Process process, IReadOnlyDictionary<string, EventRow> rows)
    {
        Name = name;
        _process = process;
        _rows = rows;
    }

    public string Name { get; }

    /// <summary>Where it listens; null once it has been killed.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Called when an attempt begins.</summary>
    public Action? OnBegun { get; set; }

    /// <exception cref="InvalidOperationException">It does not start; the message says why.</exception>
    public static async Task<ReceiverProcess> StartAsync(
        string name, Database database, string secret, IReadOnlyDictionary<string, EventRow> rows, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ReceiverProcess).Assembly.Location, CommandLine.Receive, $"{database.Engine}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment[Receiver.ConnectionSetting.Replace(":", "__", StringComparison.Ordinal)] = database.ConnectionString;
        start.Environment["Webhooks__Cue__Secrets__0"] = secret;
        start.Environment["Webhooks__CueApi__Secrets__0"] = secret;
        start.Environment["Webhooks__CueApi__IdempotencyLease"] = "00:00:02";
        var receiver = new ReceiverProcess(name, new Process { StartInfo = start, EnableRaisingEvents = true }, rows);
        receiver._process.OutputDataReceived += (_, line) => receiver.Read(line.Data ?? "");
        receiver._process.ErrorDataReceived += (_, line) => receiver._lastError = line.Data is { Length: > 0 } text ? text : receiver._lastError;
        receiver._process.Exited += (_, _) => receiver._address.TrySetException(
            new InvalidOperationException($"Receiver {name} does not start. {receiver._lastError}"));
        receiver._process.Start();
        receiver._process.BeginOutputReadLine();
        receiver._process.BeginErrorReadLine();
        try
        {
            receiver.Address = await receiver._address.Task.WaitAsync(_startLimit, cancellationToken);
            return receiver;
        }
        catch
        {
            receiver.Dispose();
            throw;
        }
    }

    /// <summary>Kills it with SIGKILL: no code of it runs any more.</summary>
    public async Task KillAsync()
    {
        Address = null;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill(); // does nothing if it has ended
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Read(string line)
    {
        string[] words = line.Split(' ');
        EventRow? row = words.Length == 2 ? _rows.GetValueOrDefault(words[1]) : null;
        switch (words[0])
        {
            case Receiver.Listening:
                _address.TrySetResult(new Uri(words[1]));
                break;
            case Receiver.Begun:
                row?.BeginAttempt(Name);
                OnBegun?.Invoke();
                break;
            case Receiver.Failed or Receiver.Handled:
                row?.EndAttempt(Name, words[0]);
                break;
        }
    }
}
