namespace Webhooks.Receiver.Tests;

/// <summary>A provider of which the parser and the reader are fuzzed.</summary>
internal interface IFuzzedProvider
{
    FuzzTarget Parser();

    FuzzTarget Reader();
}
