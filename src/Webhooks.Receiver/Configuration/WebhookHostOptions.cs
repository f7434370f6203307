namespace Webhooks.Receiver;

/// <summary>What concerns the process and not a provider.</summary>
public sealed class WebhookHostOptions
{
    /// <summary>
    /// How long the host waits for running requests when it stops. Handlers are cancelled a fifth of it, at most five seconds,
    /// earlier. ASP.NET Core endpoints take it from the host.
    /// </summary>
    /// <value>30 seconds, as the generic host's.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one call of the idempotency store may take.</summary>
    /// <value>Five seconds.</value>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
