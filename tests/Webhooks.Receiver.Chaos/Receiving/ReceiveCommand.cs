using System.CommandLine;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Webhooks.Receiver.Chaos;

/// <summary>Runs one receiver, until it is killed or its standard input ends: then the process that started it is gone.</summary>
internal static class ReceiveCommand
{
    public const string Name = "receive";
    public const string EngineOption = "--engine";
    public const string ConnectionOption = "--connection";
    public const string JournalOption = "--journal";
    public const string SeedOption = "--seed";
    public const string SenderOption = "--sender";
    public const string FailureRateOption = "--failure-rate";
    public const string CrashAtOption = "--crash-at";
    public const string WaitForFileOption = "--wait-for";

    /// <summary>What a receiver prints before its address, when it listens.</summary>
    public const string Listening = "Listening on ";

    public static Command Create()
    {
        var engine = new Option<DatabaseEngine>(EngineOption) { Description = "The engine of the database.", Required = true };
        var connection = new Option<string>(ConnectionOption) { Description = "Its connection string.", Required = true };
        var journal = new Option<string>(JournalOption) { Description = "The file to which each step is written.", Required = true };
        var seed = new Option<int>(SeedOption) { Description = "The seed of the events.", Required = true };
        var sender = new Option<SenderKind>(SenderOption) { Description = "How the sender tries again, which determines the leases.", Required = true };
        var failureRate = new Option<double>(FailureRateOption) { Description = "The share of attempts whose handler fails." };
        var crashAt = new Option<CrashPoint?>(CrashAtOption) { Description = "Where the process kills itself." };
        var waitForFile = new Option<string?>(WaitForFileOption) { Description = "A file for which handlers wait before they return." };
        var command = new Command(Name, "Runs one receiver. The other commands and the tests start it.")
        {
            engine, connection, journal, seed, sender, failureRate, crashAt, waitForFile,
        };
        command.SetAction((parsed, _) => RunAsync(new ReceiverSettings(
            new ChaosDatabase(parsed.GetRequiredValue(engine), parsed.GetRequiredValue(connection)),
            parsed.GetRequiredValue(journal), parsed.GetRequiredValue(seed), parsed.GetRequiredValue(sender))
        {
            FailureRate = parsed.GetValue(failureRate),
            CrashAt = parsed.GetValue(crashAt),
            WaitForFile = parsed.GetValue(waitForFile),
        }));
        return command;
    }

    private static async Task RunAsync(ReceiverSettings settings)
    {
        using var journal = new Journal(settings.JournalPath);
        await using WebApplication app = ReceiverApp.Create(settings, journal);
        await app.StartAsync();
        Console.WriteLine(Listening + app.Urls.Single());
        if (await Task.WhenAny(app.WaitForShutdownAsync(), Task.Run(Console.In.ReadToEnd)) is Task<string>)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
