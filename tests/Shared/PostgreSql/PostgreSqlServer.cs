using System.Diagnostics;

namespace Webhooks.Receiver.Tests.PostgreSql;

/// <summary>
/// A PostgreSQL for tests and samples: the one that <see cref="Variable"/> names, else a private cluster in a temporary folder, run as
/// the user <c>postgres</c> if this process runs as root. Needs no test framework.
/// </summary>
/// <remarks>
/// The server runs below a shell that reads its standard input: if this process dies, however it dies, that ends, and the shell stops
/// the server.
/// </remarks>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    /// <summary>The environment variable with the connection string of a server to use instead of a private one.</summary>
    public const string Variable = "WEBHOOKS_TEST_POSTGRES";

    private const string Guard = """
        exec 3<&0
        "$@" <&- &
        server=$!
        (read -r _ <&3; kill -INT "$server" 2>/dev/null) &
        exec 3<&-
        wait "$server"
        """;

    private static readonly string[] _ownSettings = ["listen_addresses=127.0.0.1", "fsync=off", "max_connections=200"];
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    private readonly PostgreSqlFolder? _folder;
    private readonly string[] _settings;
    private readonly int _port;
    private Process? _guard;

    private PostgreSqlServer(string connectionString, PostgreSqlFolder? folder = null, int port = 0, string[]? settings = null)
    {
        ConnectionString = connectionString;
        _folder = folder;
        _port = port;
        _settings = settings ?? [];
    }

    /// <summary>Why there is no server here, as a sentence that says what to install; null if there is one.</summary>
    public static string? MissingReason { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? null : PrivateMissingReason;

    /// <summary>Why no private server can be started here; null if one can.</summary>
    public static string? PrivateMissingReason => PostgreSqlPrograms.Folder is not null ? null
        : $"PostgreSQL is not installed here. Install it (on Debian: apt-get install postgresql), or set {Variable} to a connection string.";

    /// <summary>The connection string of a role that may create schemas.</summary>
    public string ConnectionString { get; }

    /// <summary>The port; zero for a server that is not private.</summary>
    public int Port => _port;

    /// <summary>Whether the server is ours to stop.</summary>
    public bool IsPrivate => _folder is not null;

    /// <summary>Starts a private server, or takes the one that <see cref="Variable"/> names.</summary>
    /// <param name="alwaysPrivate">True for what stops the server.</param>
    /// <param name="settings">Settings of the server, such as <c>fsync=on</c>; it is off unless set here.</param>
    public static async Task<PostgreSqlServer> StartAsync(bool alwaysPrivate = false, params string[] settings)
    {
        if (!alwaysPrivate && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new PostgreSqlServer(given);
        }

        PostgreSqlFolder folder = await PostgreSqlFolder.CreateAsync();
        int port = FreePort.Find();
        string connection = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
        var server = new PostgreSqlServer(connection, folder, port, settings);
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the private server: <c>fast</c>, or <c>immediate</c> as a crash does. Returns when it has stopped.</summary>
    public async Task StopAsync(string mode = "fast")
    {
        if (_guard is { } guard)
        {
            await _folder!.RunAsync("pg_ctl", "stop", "-D", _folder.Data, "-m", mode, "-w");
            await EndAsync(guard);
        }
    }

    /// <summary>Starts the private server again after <see cref="StopAsync"/>. Returns when it accepts connections.</summary>
    public async Task StartAgainAsync()
    {
        string[] server =
        [
            PostgreSqlPrograms.PathOf("postgres"), "-D", _folder!.Data, "-p", $"{_port}", "-k", _folder.Path,
            .. _ownSettings.Concat(_settings).SelectMany(setting => new[] { "-c", setting }),
        ];
        _guard = PostgreSqlPrograms.Start(["/bin/sh", "-c", Guard, "postgres", .. PostgreSqlPrograms.AsServerUser(server)]);
        _guard.OutputDataReceived += static (_, _) => { };
        _guard.ErrorDataReceived += (_, line) => _folder.AddLog(line.Data);
        _guard.BeginOutputReadLine();
        _guard.BeginErrorReadLine();
        var waited = Stopwatch.StartNew();
        while (!await _folder.TryRunAsync("pg_isready", "-q", "-h", "127.0.0.1", "-p", $"{_port}"))
        {
            if (_guard.HasExited || waited.Elapsed > _limit)
            {
                throw new InvalidOperationException($"PostgreSQL does not start:{Environment.NewLine}{_folder.Log}");
            }

            await Task.Delay(20);
        }
    }

    public async Task RestartAsync(string mode)
    {
        await StopAsync(mode);
        await StartAgainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_guard is { } guard)
        {
            guard.StandardInput.Close();
            await EndAsync(guard);
        }

        _folder?.Dispose();
    }

    private async Task EndAsync(Process guard)
    {
        _guard = null;
        guard.StandardInput.Close();
        using var limit = new CancellationTokenSource(_limit);
        await guard.WaitForExitAsync(limit.Token);
        guard.Dispose();
    }
}
