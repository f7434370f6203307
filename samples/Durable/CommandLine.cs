using System.CommandLine;

namespace Durable;

/// <summary>The sample's arguments.</summary>
internal static class CommandLine
{
    public const string Receive = "receive";

    private const int MaxEvents = 1000;

    public static RootCommand Create()
    {
        var connection = new Argument<string?>("connection")
        {
            Description = "A connection string of PostgreSQL, such as \"Host=localhost;Username=app\". Without one, the receivers share a SQLite "
                + "file in a temporary folder.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        connection.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is ['-', ..] option)
            {
                result.AddError($"There is no option {option}.");
            }
        });
        var events = new Option<int>("--events") { Description = $"The number of events, 1 to {MaxEvents}.", DefaultValueFactory = _ => 24 };
        events.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MaxEvents)
            {
                result.AddError($"--events has to be 1 to {MaxEvents}.");
            }
        });
        var root = new RootCommand("Starts two receivers with one database, sends them events, each twice, with handlers that fail sometimes, and "
            + "kills one receiver in the middle. Shows every event with its attempts. Exits with 0 if each effect is there exactly once.")
        {
            connection, events, CreateReceive(),
        };
        root.SetAction((parsed, cancellationToken) => Show.RunAsync(parsed.GetValue(connection), parsed.GetValue(events), cancellationToken));
        return root;
    }

    private static Command CreateReceive()
    {
        var engine = new Argument<Engine>("engine");
        var command = new Command(Receive) { engine };
        command.Hidden = true; // the sample starts its own receivers
        command.SetAction((parsed, cancellationToken) => Receiver.RunAsync(parsed.GetValue(engine), cancellationToken));
        return command;
    }
}
