namespace Webhooks.Receiver.Cue;

/// <summary>The target audience of a campaign.</summary>
public sealed record CueTargetAudience : WebhookObject
{
    /// <summary>Its keywords.</summary>
    public IReadOnlyList<string>? Keywords { get; init; }

    /// <summary>Its demographics.</summary>
    public CueDemographics? Demographics { get; init; }
}
