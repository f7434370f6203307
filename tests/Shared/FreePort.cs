using System.Net;
using System.Net.Sockets;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Finds ports for servers that a test stops and starts again. They are none that the system gives to outgoing connections: a client
/// that tries again and again while the server is down could otherwise be given the server's port, and even connect to itself.
/// </summary>
internal static class FreePort
{
    private const int First = 12_000;
    private const int End = 32_000; // outgoing connections have ports from 32,768 on Linux, and from 49,152 elsewhere

    /// <summary>Gets a port of the loopback address on which nothing listens.</summary>
    public static int Find()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, End);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
            }
        }
    }
}
