namespace Webhooks.Receiver.Cue;

/// <summary>The demographics of a target audience.</summary>
public sealed record CueDemographics : WebhookObject
{
    /// <summary>The range of ages in years, such as <c>25-45</c>.</summary>
    public string? AgeRange { get; init; }
}
