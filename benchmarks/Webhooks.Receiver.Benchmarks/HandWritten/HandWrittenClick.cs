namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>The whole event, for an endpoint that receives one event type only.</summary>
internal sealed record HandWrittenClick(string Id, string Type, DateTimeOffset Created, HandWrittenClickData Data);
