using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A connection of one HTTP/2 request, on which a test decides about every frame (RFC 9113).</summary>
internal sealed class RawHttp2Connection : IAsyncDisposable
{
    public const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, GoAway = 7;
    public const byte EndStream = 1, EndHeaders = 4, Padded = 8;

    private const int FrameHeaderSize = 9;

    private readonly RawConnection _connection;

    private RawHttp2Connection(RawConnection connection) => _connection = connection;

    public static async Task<RawHttp2Connection> OpenAsync(IPEndPoint address)
    {
        RawConnection connection = await RawConnection.OpenAsync(address);
        await connection.SendAsync([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, [], stream: 0)]);
        return new RawHttp2Connection(connection);
    }

    public static byte[] Frame(byte type, byte flags, ReadOnlySpan<byte> payload, int stream = 1)
    {
        byte[] frame = new byte[FrameHeaderSize + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(FrameHeaderSize));
        return frame;
    }

    /// <summary>Header fields, each as a literal that leaves the compression's table alone (RFC 7541, 6.2.2).</summary>
    public static byte[] Fields(params (string Name, string Value)[] fields)
    {
        List<byte> bytes = [];
        foreach ((string name, string value) in fields)
        {
            bytes.Add(0);
            Add(name);
            Add(value);
        }

        return [.. bytes];

        void Add(string text)
        {
            byte[] encoded = Encoding.ASCII.GetBytes(text);
            encoded.Length.Should().BeLessThan(127, "longer ones have another length prefix");
            bytes.Add((byte)encoded.Length);
            bytes.AddRange(encoded);
        }
    }

    /// <summary>Sends frames. What the server has ended meanwhile takes no more, which is no failure of the test.</summary>
    public async Task SendAsync(params byte[][] frames)
    {
        try
        {
            await _connection.SendAsync(frames);
        }
        catch (IOException)
        {
        }
    }

    public void Finish() => _connection.Finish();

    /// <summary>The status of the answer; null where stream or connection end without one.</summary>
    public async Task<int?> ReadStatusAsync()
    {
        while (true)
        {
            byte[]? head = await _connection.TryTakeAsync(FrameHeaderSize);
            byte[]? payload = head is null ? null : await _connection.TryTakeAsync(BinaryPrimitives.ReadInt32BigEndian(head) >>> 8);
            switch (payload is null ? GoAway : head![3])
            {
                case Headers: return StatusOf(payload!);
                case Reset or GoAway: return null;
            }
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>The status stands first. The server encodes without Huffman's code, and the usual ones as an index (RFC 7541, A).</summary>
    private static int StatusOf(ReadOnlySpan<byte> block)
    {
        while ((block[0] & 0xe0) == 0x20)
        {
            block = block[1..]; // the size of the compression's table
        }

        int[] indexed = [200, 204, 206, 304, 400, 404, 500];
        return block[0] is >= 0x88 and <= 0x8e
            ? indexed[block[0] - 0x88]
            : int.Parse(Encoding.ASCII.GetString(block.Slice(2, block[1])), CultureInfo.InvariantCulture);
    }
}
