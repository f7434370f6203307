using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A template was submitted for review (<c>template.submitted</c>).</summary>
public sealed record CubeConnectTemplateSubmitted : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.TemplateSubmitted;

    /// <summary>The template's name.</summary>
    public string? TemplateName { get; init; }

    /// <summary>The template's review status.</summary>
    public CubeConnectTemplateStatus? Status { get; init; }
}
