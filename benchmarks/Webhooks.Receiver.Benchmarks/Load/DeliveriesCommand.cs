using System.CommandLine;
using System.Text;

namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>Writes deliveries, with the expected answers, for a load generator that cannot sign.</summary>
internal static class DeliveriesCommand
{
    public static Command Create()
    {
        var mix = new Argument<string>("mix") { Description = "The kind of deliveries." };
        mix.AcceptOnlyFromAmong([.. LoadMix.All.Select(known => known.Name)]);
        var count = new Option<int>("--count") { Description = "How many deliveries.", Required = true };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--count must be 1 or more.");
            }
        });

        var command = new Command("deliveries", "Writes signed deliveries to the standard output, a line for each: kind, signature and "
            + "body, with tabs between them.") { mix, count };
        command.SetAction(parsed => Write(
            LoadMix.All.Single(known => known.Name == parsed.GetRequiredValue(mix)), parsed.GetRequiredValue(count)));
        return command;
    }

    /// <summary>Writes the deliveries of some numbers, a line each.</summary>
    public static void Write(Func<int, LoadDelivery> deliveries, int first, int count, Stream output)
    {
        for (int n = first; n < first + count; n++)
        {
            LoadDelivery delivery = deliveries(n);
            output.Write(Encoding.ASCII.GetBytes($"{delivery.Kind}\t{delivery.Prepared.Signature}\t"));
            output.Write(delivery.Prepared.Body);
            output.WriteByte((byte)'\n');
        }
    }

    private static void Write(LoadMix mix, int count)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        Write(mix.At, first: 0, count, output);
    }
}
