namespace Webhooks.Receiver.Cue;

/// <summary>Where an ad event came from. Personal data: keep it out of logs.</summary>
public sealed record CueAdMetadata : WebhookObject
{
    /// <summary>The user's browser; absent from conversions.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The user's address; absent from conversions.</summary>
    public string? IpAddress { get; init; }

    /// <summary>When it happened; UTC if the text has no offset.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
