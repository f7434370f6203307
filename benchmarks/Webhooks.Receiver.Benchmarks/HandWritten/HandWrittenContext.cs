namespace Webhooks.Receiver.Benchmarks.HandWritten;

internal sealed record HandWrittenContext(string? Conversation, string? UserQuery);
