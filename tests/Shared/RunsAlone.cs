namespace Webhooks.Receiver.Tests;

/// <summary>Tests that change something of the whole process, or that others would disturb, run one after the other and alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "runs alone";
}
