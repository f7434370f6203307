using System.Diagnostics;

namespace Webhooks.Receiver.Tests.PostgreSql;

/// <summary>The temporary folder of a private cluster. Disposing of it deletes it.</summary>
internal sealed class PostgreSqlFolder : IDisposable
{
    private const int LogLines = 50;

    private readonly Queue<string> _log = [];

    private PostgreSqlFolder()
    {
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("webhooks-pg-").FullName;

    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>The last lines of the server's log.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join(Environment.NewLine, _log);
            }
        }
    }

    /// <summary>Creates a folder with an empty cluster that trusts everybody on this machine.</summary>
    public static async Task<PostgreSqlFolder> CreateAsync()
    {
        var folder = new PostgreSqlFolder();
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync(["chown", PostgreSqlPrograms.ServerUser, folder.Path]);
            }

            await folder.RunAsync(
                "initdb", "-D", folder.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions");
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void AddLog(string? line)
    {
        lock (_log)
        {
            _log.Enqueue(line ?? "");
            if (_log.Count > LogLines)
            {
                _log.Dequeue();
            }
        }
    }

    /// <summary>Runs one of PostgreSQL's programs as the user of the server.</summary>
    public Task RunAsync(string program, params string[] arguments) =>
        RunAsync(PostgreSqlPrograms.AsServerUser([PostgreSqlPrograms.PathOf(program), .. arguments]));

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    public async Task<bool> TryRunAsync(string program, params string[] arguments) =>
        (await EndAsync(PostgreSqlPrograms.AsServerUser([PostgreSqlPrograms.PathOf(program), .. arguments]))).ExitCode == 0;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static async Task RunAsync(string[] command)
    {
        (int exitCode, string output) = await EndAsync(command);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {exitCode}:{Environment.NewLine}{output}");
        }
    }

    private static async Task<(int ExitCode, string Output)> EndAsync(string[] command)
    {
        using Process process = PostgreSqlPrograms.Start(command);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + error);
    }
}
