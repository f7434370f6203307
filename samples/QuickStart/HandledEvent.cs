using System.Text.Json.Serialization;

namespace QuickStart;

/// <summary>One event that the handler has seen.</summary>
internal sealed record HandledEvent(string Provider, string Type, string Key, int Count)
{
    /// <summary>What the handler made of it, for the table.</summary>
    [JsonIgnore]
    public string Seen { get; init; } = "";
}
