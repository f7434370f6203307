namespace Webhooks.Receiver;

/// <summary>Options of the process, not of a provider. Read once, at start.</summary>
public sealed class WebhookHostOptions
{
    private static readonly TimeSpan _defaultShutdownTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _longestStoreTimeout = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the host waits for running handlers when it stops. Handlers are cancelled earlier: by a fifth of this time, at
    /// most by five seconds.
    /// </summary>
    /// <value>
    /// Null: the host's own timeout in ASP.NET Core, otherwise 30 seconds. <see cref="Timeout.InfiniteTimeSpan"/> for no limit.
    /// </value>
    public TimeSpan? ShutdownTimeout { get; set; }

    /// <summary>
    /// How long one call of the idempotency store, of a tenant resolver, or of a <see cref="WebhookAuthenticator"/> may take. Above zero, at
    /// most one hour.
    /// </summary>
    /// <value>Five seconds.</value>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <exception cref="WebhookConfigurationException">The timeout is out of its bounds.</exception>
    internal TimeSpan ValidStoreTimeout => StoreTimeout > TimeSpan.Zero && StoreTimeout <= _longestStoreTimeout
        ? StoreTimeout
        : throw new WebhookConfigurationException(
            [$"{nameof(WebhookHostOptions)}.{nameof(StoreTimeout)} has to be above zero and at most {_longestStoreTimeout}."]);

    /// <exception cref="WebhookConfigurationException">The timeout is below zero, and not infinite.</exception>
    internal TimeSpan ValidShutdownTimeout => ShutdownTimeout is not { } timeout ? _defaultShutdownTimeout
        : timeout >= TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan ? timeout
        : throw new WebhookConfigurationException(
            [$"{nameof(WebhookHostOptions)}.{nameof(ShutdownTimeout)} has to be zero, above zero, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}."]);
}
