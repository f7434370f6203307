namespace Webhooks.Receiver.Cue;

/// <summary>The position of an ad.</summary>
public sealed record CuePlacement : WebhookObject
{
    /// <summary>The kind of placement.</summary>
    public CuePlacementType? Type { get; init; }

    /// <summary>The position in the conversation.</summary>
    public CuePlacementPosition? Position { get; init; }
}
