using System.Text.Json.Serialization;

namespace QuickStart;

/// <summary>An event that was handled.</summary>
internal sealed record HandledEvent(string Provider, string Type, string Key, int Count)
{
    /// <summary>The handler's description of the event, for the table.</summary>
    [JsonIgnore]
    public string Seen { get; init; } = "";
}
