using System.Net;
using System.Net.Sockets;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>A listener that accepts connections and answers nothing, or passes everything on to a server once it is told to.</summary>
internal sealed class SwitchedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private readonly int _target;
    private int _accepted;

    public SwitchedServer(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public bool IsSilent { get; set; } = true;

    /// <summary>The number of connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};Username=postgres;Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable";

    public void Dispose()
    {
        _listener.Stop();
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref _accepted);
            Keep(client);
            if (!IsSilent)
            {
                _ = PassOnAsync(client);
            }
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        var server = new TcpClient();
        Keep(server);
        await server.ConnectAsync(IPAddress.Loopback, _target);
        _ = CopyAsync(client, server);
        _ = CopyAsync(server, client);
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        await ((Task)from.GetStream().CopyToAsync(to.GetStream())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        to.Dispose();
    }

    private void Keep(TcpClient client)
    {
        lock (_clients)
        {
            _clients.Add(client);
        }
    }
}
