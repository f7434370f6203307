namespace Webhooks.Receiver.Cue;

/// <summary>The conversation in which an ad was shown. Personal data: keep it out of logs.</summary>
public sealed record CueAdContext : WebhookObject
{
    /// <summary>What the conversation is about.</summary>
    public string? Conversation { get; init; }

    /// <summary>What the user asked.</summary>
    public string? UserQuery { get; init; }
}
