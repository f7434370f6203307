using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Apps that should not start.</summary>
internal static class StartingApp
{
    public static void MapDelegate(WebApplication app) => app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);

    public static Task ShouldNotStartAsync(string message, Action<WebApplication> map, Action<WebhookAppOptions>? configure = null) =>
        ShouldNotStartAsync<WebhookConfigurationException>(message, map, configure);

    public static async Task ShouldNotStartAsync<TException>(
        string message, Action<WebApplication> map, Action<WebhookAppOptions>? configure = null)
        where TException : Exception
    {
        int port = FreePort.Find();
        Func<Task> start = () => WebhookApp.StartAsync(map, options =>
        {
            options.Port = port;
            configure?.Invoke(options);
        });

        (await start.Should().ThrowExactlyAsync<TException>()).Which.Message.Should().Be(message);

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.Awaiting(s => s.ConnectAsync(IPAddress.Loopback, port)).Should().ThrowAsync<SocketException>("nothing listens");
    }
}
