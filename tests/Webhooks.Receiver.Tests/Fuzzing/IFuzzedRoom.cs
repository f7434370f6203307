namespace Webhooks.Receiver.Tests;

/// <summary>A provider of which the parser and the reader are fuzzed.</summary>
internal interface IFuzzedRoom
{
    FuzzTarget Parser();

    FuzzTarget Reader();
}
