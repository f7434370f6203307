namespace Webhooks.Receiver.Cue;

/// <summary>Where an ad stood.</summary>
public sealed record CuePlacement : WebhookObject
{
    /// <summary>The kind of placement.</summary>
    public CuePlacementType? Type { get; init; }

    /// <summary>Where in the conversation.</summary>
    public CuePlacementPosition? Position { get; init; }
}
