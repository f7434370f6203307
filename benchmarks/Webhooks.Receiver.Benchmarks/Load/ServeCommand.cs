using System.CommandLine;
using System.Runtime.InteropServices;

namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>Serves one endpoint for a load generator, until it is stopped.</summary>
internal static class ServeCommand
{
    private const string HandWritten = "hand-written";
    private const string Receiver = "receiver";

    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint: hand-written, or the library's." };
        endpoint.AcceptOnlyFromAmong(HandWritten, Receiver);
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0, the default, takes a free one." };
        var command = new Command("serve", "Serves an endpoint on 127.0.0.1 until SIGTERM or SIGINT. Prints its address, process id "
            + "and runtime when it listens, and at the end how many deliveries reached its handler.") { endpoint, port };
        command.SetAction((parsed, cancellationToken) => ServeAsync(
            parsed.GetRequiredValue(endpoint), parsed.GetValue(port), cancellationToken));
        return command;
    }

    private static async Task ServeAsync(string endpoint, int port, CancellationToken cancellationToken)
    {
        await using LoadServer server = endpoint == Receiver ? LoadServer.Receiver(port) : LoadServer.HandWritten(port);
        await server.StartAsync(cancellationToken);
        Console.WriteLine(
            $"Listening on {server.Address} in process {Environment.ProcessId}, {RuntimeInformation.FrameworkDescription}");
        await server.WaitForShutdownAsync(cancellationToken);
        Console.WriteLine($"Handled {server.Handled} deliveries");
    }
}
