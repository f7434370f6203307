namespace Webhooks.Receiver.CubeConnect;

/// <summary>Why a message failed.</summary>
public sealed record CubeConnectMessageError : WebhookObject
{
    /// <summary>The error's code, such as 131047.</summary>
    public long? Code { get; init; }

    /// <summary>The error's title.</summary>
    public string? Title { get; init; }
}
