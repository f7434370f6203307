using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A connection on which a test decides about every byte.</summary>
internal sealed partial class RawConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly List<byte> _received = [];

    private RawConnection(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Whether the server has sent something, or ended the connection, that is not read yet.</summary>
    public bool HasAnswer => _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <summary>Whether bytes have arrived that are not read yet.</summary>
    public bool HasReceived => _received.Count > 0 || _socket.Available > 0;

    public static async Task<RawConnection> OpenAsync(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var deadline = new CancellationTokenSource(Eventually.Limit);
            await socket.ConnectAsync(address, deadline.Token);
            return new RawConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(params byte[][] parts)
    {
        using var deadline = new CancellationTokenSource(Eventually.Limit);
        foreach (byte[] part in parts)
        {
            await _stream.WriteAsync(part, deadline.Token);
        }
    }

    /// <summary>Sends the same piece again and again until the other side stops it, or all is sent.</summary>
    /// <returns>How many bytes the network has taken.</returns>
    public async Task<long> PushAsync(byte[] piece, long total, TimeSpan patience)
    {
        _socket.SendBufferSize = 64 * 1024;
        long sent = 0;
        while (sent < total)
        {
            using var stuck = new CancellationTokenSource(patience);
            try
            {
                await _stream.WriteAsync(piece, stuck.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                break;
            }

            sent += piece.Length;
        }

        return sent;
    }

    /// <summary>The next response, or null where the connection ends without one.</summary>
    public async Task<RawResponse?> ReadResponseAsync()
    {
        int headEnd;
        while ((headEnd = IndexOfEmptyLine()) < 0)
        {
            if (!await ReceiveAsync())
            {
                return null;
            }
        }

        string[] lines = Encoding.Latin1.GetString(_received.ToArray(), 0, headEnd).Split("\r\n");
        _received.RemoveRange(0, headEnd + 4);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = line[..colon];
            string value = line[(colon + 1)..].Trim();
            headers[name] = headers.TryGetValue(name, out string? before) ? $"{before}, {value}" : value;
        }

        int status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        return new RawResponse(status, headers, await ReadBodyAsync(headers));
    }

    /// <summary>The status of each response until the connection ends, which it has to.</summary>
    public async Task<IReadOnlyList<int>> ReadStatusesAsync()
    {
        while (await ReceiveAsync())
        {
        }

        string received = Encoding.Latin1.GetString([.. _received]);
        return [.. StatusLine().Matches(received).Select(line => int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    /// <summary>The next bytes, or null where the connection ends before.</summary>
    public async Task<byte[]?> TryTakeAsync(int count)
    {
        while (_received.Count < count)
        {
            if (!await ReceiveAsync())
            {
                return null;
            }
        }

        return await TakeAsync(count);
    }

    /// <summary>Says that nothing more will be sent, where the other side has not ended the connection itself.</summary>
    public void Finish()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
        }
    }

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <summary>Whether the other side has ended the connection.</summary>
    public async Task<bool> IsEndedAsync() => !await ReceiveAsync();

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers)
    {
        if (headers.ContainsKey("Transfer-Encoding"))
        {
            List<byte> body = [];
            while (true)
            {
                int size = int.Parse(await TakeLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                body.AddRange(await TakeAsync(size));
                await TakeLineAsync();
                if (size == 0)
                {
                    return [.. body];
                }
            }
        }

        return await TakeAsync(headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0);
    }

    private async Task<string> TakeLineAsync()
    {
        int end;
        while ((end = Encoding.Latin1.GetString([.. _received]).IndexOf("\r\n", StringComparison.Ordinal)) < 0)
        {
            await ReceiveOrThrowAsync();
        }

        byte[] line = await TakeAsync(end + 2);
        return Encoding.Latin1.GetString(line, 0, end);
    }

    private async Task<byte[]> TakeAsync(int count)
    {
        while (_received.Count < count)
        {
            await ReceiveOrThrowAsync();
        }

        byte[] taken = [.. _received.Take(count)];
        _received.RemoveRange(0, count);
        return taken;
    }

    private async Task ReceiveOrThrowAsync()
    {
        if (!await ReceiveAsync())
        {
            throw new EndOfStreamException("The response ends in the middle of its body.");
        }
    }

    private async Task<bool> ReceiveAsync()
    {
        byte[] buffer = new byte[16 * 1024];
        using var deadline = new CancellationTokenSource(Eventually.Limit);
        try
        {
            int count = await _stream.ReadAsync(buffer, deadline.Token);
            _received.AddRange(buffer.AsSpan(0, count));
            return count > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"HTTP/1\.1 (\d{3}) ")]
    private static partial Regex StatusLine();

    private int IndexOfEmptyLine() => Encoding.Latin1.GetString([.. _received]).IndexOf("\r\n\r\n", StringComparison.Ordinal);
}
