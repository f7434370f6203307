using System.Net;
using System.Net.Sockets;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>
/// A listener that passes everything on to a server, or is silent: it accepts connections and answers nothing, on the open ones too.
/// </summary>
internal sealed class SwitchedServer : IDisposable
{
    private static readonly TimeSpan _silentPause = TimeSpan.FromMilliseconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private readonly int _target;
    private int _accepted;
    private bool _isSilent = true;

    public SwitchedServer(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public bool IsSilent
    {
        get => Volatile.Read(ref _isSilent);
        set => Volatile.Write(ref _isSilent, value);
    }

    /// <summary>The number of connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={((IPEndPoint)_listener.LocalEndpoint).Port};Username=postgres;Database=postgres;SSL Mode=Disable;GSS Encryption Mode=Disable";

    public void Dispose()
    {
        IsSilent = false; // ends the copying of what is held back
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

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        await CopyAllAsync(from.GetStream(), to.GetStream()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        to.Dispose();
    }

    private async Task CopyAllAsync(NetworkStream from, NetworkStream to)
    {
        byte[] buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer) is > 0 and int count)
        {
            while (IsSilent)
            {
                await Task.Delay(_silentPause);
            }

            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private void Keep(TcpClient client)
    {
        lock (_clients)
        {
            _clients.Add(client);
        }
    }
}
