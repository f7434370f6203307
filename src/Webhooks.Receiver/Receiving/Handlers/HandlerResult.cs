namespace Webhooks.Receiver;

/// <summary>How a handler ended. <see langword="default"/> is a failure.</summary>
/// <param name="Status">How it ended.</param>
public readonly record struct HandlerResult(HandlerStatus Status)
{
    /// <summary>It threw or answered with a failure.</summary>
    public static HandlerResult Failed => default;

    /// <summary>It stopped because its token was cancelled.</summary>
    public static HandlerResult Cancelled { get; } = new(HandlerStatus.Cancelled);

    /// <summary>There is no handler for events of this type.</summary>
    public static HandlerResult Ignored { get; } = new(HandlerStatus.Ignored);

    /// <summary>It succeeded.</summary>
    public static HandlerResult Handled { get; } = new(HandlerStatus.Handled);

    /// <summary>Whether the delivery is done with and may be recorded as such.</summary>
    public bool IsSuccess => Status is HandlerStatus.Handled or HandlerStatus.Ignored;
}
