using System.Text.Json;

namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>Cue's envelope. The shape of its data depends on the type.</summary>
internal sealed record HandWrittenEvent(string Id, string Type, DateTimeOffset Created, JsonElement Data);
