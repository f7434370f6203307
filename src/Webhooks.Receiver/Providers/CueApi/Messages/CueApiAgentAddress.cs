using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>An agent that sends or gets a message.</summary>
public sealed record CueApiAgentAddress : WebhookObject
{
    /// <summary>The agent's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string AgentId { get; init; }

    /// <summary>The names of the agent and its user, such as <c>planner@acme</c>, which may change; null if they are missing.</summary>
    public string? Slug { get; init; }
}
