using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A template's review status changed (<c>template.status_changed</c>).</summary>
public sealed record CubeConnectTemplateStatusChanged : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.TemplateStatusChanged;

    /// <summary>The template's name.</summary>
    public string? TemplateName { get; init; }

    /// <summary>The template's review status.</summary>
    public CubeConnectTemplateStatus? Status { get; init; }
}
