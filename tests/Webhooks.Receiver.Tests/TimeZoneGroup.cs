namespace Webhooks.Receiver.Tests;

/// <summary>Tests that change the machine's time zone for the whole process run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimeZoneGroup
{
    public const string Name = "time zone";
}
