using System.Text.Json;

namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>Cue's envelope: what the data is depends on the type.</summary>
internal sealed record HandWrittenEvent(string Id, string Type, DateTimeOffset Created, JsonElement Data);
