namespace Webhooks.Receiver.Package.Tests;

/// <summary>Tests that start processes: one after the other, since each of them takes all of a small machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection : ICollectionFixture<PackedSources>
{
    public const string Name = "processes";
}
