using System.CommandLine;

namespace Webhooks.Receiver.Chaos;

/// <summary>Makes one or both runs on one engine.</summary>
internal static class RunCommand
{
    private const int SqliteReceivers = 2;
    private const int PostgreSqlReceivers = 3;

    public static Command Create()
    {
        var engine = new Argument<DatabaseEngine>("engine") { Description = "The engine: sqlite, or postgresql, which has to be installed." };
        var senders = new Option<SenderKind[]>("--sender")
        {
            Description = "How senders try again: untilSuccess, or ownSchedule of each provider. Both, one after the other, if not given.",
            DefaultValueFactory = _ => Enum.GetValues<SenderKind>(),
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int> deliveries = Positive("--deliveries", "The number of deliveries of each run.", 5000);
        Option<int> window = Positive("--seconds", "The seconds in which the events of each run are sent, while processes are killed.", 30);
        var receivers = new Option<int?>("--receivers") { Description = "The number of receiver processes; 2 with SQLite, otherwise 3, if not given." };
        receivers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("--receivers must be 1 or more.");
            }
        });
        var seed = new Option<int?>("--seed")
        {
            Description = "The seed of the events, of the order in which they are sent, and of what is killed when. A new one if not given; "
                + "it is printed. How processes and threads interleave depends on the machine all the same.",
        };
        var keep = new Option<bool>("--keep") { Description = "Keep journals, logs and the list of attempts also if all holds." };
        var command = new Command("run", "Makes the runs on one engine, about a minute each. Exits with 0 only if all that must hold holds.")
        {
            engine, senders, deliveries, window, receivers, seed, keep,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DatabaseEngine database = parsed.GetValue(engine);
            int first = parsed.GetValue(seed) ?? Random.Shared.Next();
            bool holds = true;
            foreach (SenderKind sender in parsed.GetRequiredValue(senders))
            {
                holds &= await ChaosRun.RunAsync(
                    new RunSettings(database, sender, first)
                    {
                        Deliveries = parsed.GetValue(deliveries),
                        KeepsFolder = parsed.GetValue(keep),
                        Window = TimeSpan.FromSeconds(parsed.GetValue(window)),
                        Receivers = parsed.GetValue(receivers) ?? (database == DatabaseEngine.Sqlite ? SqliteReceivers : PostgreSqlReceivers),
                    },
                    cancellationToken);
            }

            return holds ? 0 : 1;
        });
        return command;
    }

    private static Option<int> Positive(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} must be 1 or more.");
            }
        });
        return option;
    }
}
