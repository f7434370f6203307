namespace Webhooks.Receiver.Hosting;

/// <summary>The result of running a handler.</summary>
public enum HandlerStatus
{
    /// <summary>The handler threw, or answered with a failure. The zero value.</summary>
    Failed = 0,

    /// <summary>The handler stopped because its token was cancelled.</summary>
    Cancelled,

    /// <summary>There is no handler for events of this type.</summary>
    Ignored,

    /// <summary>The handler succeeded.</summary>
    Handled,
}
