namespace Webhooks.Receiver.Benchmarks.HandWritten;

internal sealed record HandWrittenMetadata(string? UserAgent, string? IpAddress, DateTimeOffset? Timestamp);
