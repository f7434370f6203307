namespace Webhooks.Receiver.Hosting;

/// <summary>How a handler ended.</summary>
public enum HandlerStatus
{
    /// <summary>It threw, or answered with a failure. The zero value.</summary>
    Failed = 0,

    /// <summary>It stopped because its token was cancelled.</summary>
    Cancelled,

    /// <summary>There is no handler for events of this type.</summary>
    Ignored,

    /// <summary>It succeeded.</summary>
    Handled,
}
