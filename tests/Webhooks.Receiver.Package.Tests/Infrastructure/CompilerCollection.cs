namespace Webhooks.Receiver.Package.Tests;

/// <summary>Tests that start compilers, and nothing that has to be packed: not beside others, since each takes all of a small machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CompilerCollection
{
    public const string Name = "compilers";
}
