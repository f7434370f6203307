using System.CommandLine;
using BenchmarkDotNet.Running;
using Webhooks.Receiver.Benchmarks.Gate;
using Webhooks.Receiver.Benchmarks.Load;

Command[] commands = [GateCommand.Create(), ServeCommand.Create(), DeliveriesCommand.Create()];
if (args.Length > 0 && Array.Exists(commands, command => command.Name == args[0]))
{
    var root = new RootCommand("Benchmarks of Webhooks.Receiver.");
    Array.ForEach(commands, root.Subcommands.Add);
    return await root.Parse(args).InvokeAsync();
}

// Everything else is for BenchmarkDotNet, whose own --help lists its options.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
