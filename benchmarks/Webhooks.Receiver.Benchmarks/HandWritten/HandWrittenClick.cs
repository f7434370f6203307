namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>The whole event, where an endpoint is known to receive one type only.</summary>
internal sealed record HandWrittenClick(string Id, string Type, DateTimeOffset Created, HandWrittenClickData Data);
