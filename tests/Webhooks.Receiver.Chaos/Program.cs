using System.CommandLine;
using Webhooks.Receiver.Chaos;

var root = new RootCommand("Kills receivers and databases while deliveries arrive, and checks that nothing is lost and nothing happens twice.")
{
    RunCommand.Create(), ReceiveCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
