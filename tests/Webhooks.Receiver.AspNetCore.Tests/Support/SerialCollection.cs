namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Tests that listen to the whole process: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SerialCollection
{
    public const string Name = "Serial";
}
