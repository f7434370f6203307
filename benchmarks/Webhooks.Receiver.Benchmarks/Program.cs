using System.CommandLine;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Webhooks.Receiver.Benchmarks.Durable;
using Webhooks.Receiver.Benchmarks.Gate;
using Webhooks.Receiver.Benchmarks.Load;
using Webhooks.Receiver.Benchmarks.Running;

Command[] commands = [GateCommand.Create(), StoresCommand.Create(), ServeCommand.Create(), DeliveriesCommand.Create()];
if (args.Length > 0 && Array.Exists(commands, command => command.Name == args[0]))
{
    var root = new RootCommand("Benchmarks of Webhooks.Receiver.");
    Array.ForEach(commands, root.Subcommands.Add);
    return await root.Parse(args).InvokeAsync();
}

// All other arguments go to BenchmarkDotNet, whose --help lists its options.
Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, BenchmarkConfig.Create())];
string[] failures = [.. summaries.SelectMany(RunCheck.GetFailures)];
if (summaries.Length == 0 && args.Contains("--filter") && !args.Contains("--list"))
{
    failures = ["No benchmark ran."];
}

Array.ForEach(failures, Console.Error.WriteLine);
return failures.Length == 0 ? 0 : 1;
