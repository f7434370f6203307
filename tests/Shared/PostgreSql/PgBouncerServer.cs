using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.Receiver.Tests.PostgreSql;

/// <summary>A PgBouncer in transaction mode in front of a private server, until it is disposed of.</summary>
internal sealed class PgBouncerServer : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly string[] _places = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"];

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private PgBouncerServer(DirectoryInfo folder, Process process, string connectionString)
    {
        _folder = folder;
        _process = process;
        ConnectionString = connectionString;
    }

    /// <summary>Why there is none here, as a sentence that says what to install; null if there is one.</summary>
    public static string? MissingReason => PostgreSqlServer.PrivateMissingReason
        ?? (Find() is not null ? null : "PgBouncer is not installed here. Install it (on Debian: apt-get install pgbouncer).");

    /// <summary>The connection string, without what Npgsql needs to know of the pooler.</summary>
    public string ConnectionString { get; }

    public static async Task<PgBouncerServer> StartAsync(PostgreSqlServer server)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("webhooks-pgbouncer-");
        int port = FreePort.Find();
        string settings = Path.Combine(folder.FullName, "pgbouncer.ini");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "users.txt"), "\"postgres\" \"\"\n");
        await File.WriteAllTextAsync(settings, $"""
            [databases]
            * = host=127.0.0.1 port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder.FullName}/users.txt
            pool_mode = transaction
            default_pool_size = 8
            max_client_conn = 200

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101); // for the user that it runs as
        }

        Process process = PostgreSqlPrograms.Start(PostgreSqlPrograms.AsServerUser(Find()!, settings));
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var bouncer = new PgBouncerServer(folder, process, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres");
        var waited = Stopwatch.StartNew();
        while (!await CanConnectAsync(port))
        {
            if (process.HasExited || waited.Elapsed > _limit)
            {
                await bouncer.DisposeAsync();
                throw new InvalidOperationException("PgBouncer does not start.");
            }

            await Task.Delay(20);
        }

        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string? Find() => _places.FirstOrDefault(File.Exists);

    private static async Task<bool> CanConnectAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
