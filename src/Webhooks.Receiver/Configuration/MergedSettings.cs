namespace Webhooks.Receiver;

/// <summary>
/// The merged settings of one endpoint: its own options, then the provider's options, then the sender's defaults. Each has the
/// place where it was set.
/// </summary>
internal sealed class MergedSettings
{
    private readonly SettingOrigins _origins;

    public MergedSettings(Hosting.WebhookEndpoint endpoint, WebhookOptions options, string path)
    {
        WebhookEndpointOptions own = endpoint.Options;
        SenderBehavior sender = endpoint.Provider.Sender;
        _origins = new SettingOrigins(endpoint, options, path);
        Path = path;
        ReadErrors = options.ConfigurationErrors;
        Secrets = _origins.GetList(nameof(WebhookOptions.Secrets), options.Secrets);
        UrlTokens = _origins.GetList(nameof(WebhookOptions.UrlTokens), options.UrlTokens);
        VerifyTokens = _origins.GetList(nameof(WebhookOptions.VerifyTokens), options.VerifyTokens);
        AcceptsUnauthenticated = options.DangerouslyAcceptUnauthenticatedRequests;
        PublicUrl = new(own.PublicUrl ?? options.PublicUrl, _origins.Get(nameof(WebhookOptions.PublicUrl), own.PublicUrl is not null, options.PublicUrl));
        UsesRequestUrl = options.UseRequestUrl;
        Tolerance = Pick(nameof(WebhookOptions.Tolerance), null, options.Tolerance, GetTolerance(endpoint.Provider));
        MaxRequestBodySize = Pick(nameof(WebhookOptions.MaxRequestBodySize), own.MaxRequestBodySize, options.MaxRequestBodySize, default);
        MediaTypes = own.MediaTypes is { } types
            ? [.. types.Select(type => new Setting<string?>(type, _origins.Get(nameof(WebhookOptions.MediaTypes), isOwn: true, null)))]
            : _origins.GetList(nameof(WebhookOptions.MediaTypes), options.MediaTypes);
        MaxJsonDepth = Pick(nameof(WebhookOptions.MaxJsonDepth), own.MaxJsonDepth, options.MaxJsonDepth, default);
        BodyTimeout = Pick(nameof(WebhookOptions.BodyTimeout), own.BodyTimeout, options.BodyTimeout, sender.Deadline);
        HandlerTimeout = PickOptional(nameof(WebhookOptions.HandlerTimeout), own.HandlerTimeout, options.HandlerTimeout);
        Lease = Pick(nameof(WebhookOptions.IdempotencyLease), own.IdempotencyLease, options.IdempotencyLease, sender.DefaultLease);
        Retention = Pick(nameof(WebhookOptions.IdempotencyRetention), own.IdempotencyRetention, options.IdempotencyRetention, default);
        MaxEventAge = PickOptional(nameof(WebhookOptions.MaxEventAge), own.MaxEventAge, options.MaxEventAge);
    }

    /// <summary>The configuration section of the options.</summary>
    public string Path { get; }

    /// <summary>The errors in reading the configuration, as sentences.</summary>
    public IReadOnlyList<string> ReadErrors { get; }

    public IReadOnlyList<Setting<string?>> Secrets { get; }

    public IReadOnlyList<Setting<string?>> UrlTokens { get; }

    public IReadOnlyList<Setting<string?>> VerifyTokens { get; }

    public bool AcceptsUnauthenticated { get; }

    public Setting<string?> PublicUrl { get; }

    public bool UsesRequestUrl { get; }

    public Setting<TimeSpan> Tolerance { get; }

    public Setting<long> MaxRequestBodySize { get; }

    /// <summary>The content types besides those of the provider.</summary>
    public IReadOnlyList<Setting<string?>> MediaTypes { get; }

    public Setting<int> MaxJsonDepth { get; }

    public Setting<TimeSpan> BodyTimeout { get; }

    public Setting<TimeSpan?> HandlerTimeout { get; }

    public Setting<TimeSpan> Lease { get; }

    public Setting<TimeSpan> Retention { get; }

    public Setting<TimeSpan?> MaxEventAge { get; }

    /// <inheritdoc cref="SettingOrigins.CodeFor"/>
    public string CodeFor(string statement) => _origins.CodeFor(statement);

    private static TimeSpan GetTolerance(WebhookProvider provider) =>
        provider.Authenticator is null ? provider.Scheme?.Timestamp?.Tolerance ?? TimeSpan.Zero : SignatureTimestamp.DefaultTolerance;

    private Setting<T> Pick<T>(string name, T? own, T? shared, T standard)
        where T : struct => new(own ?? shared ?? standard, _origins.Get(name, own is not null, shared));

    private Setting<T?> PickOptional<T>(string name, T? own, T? shared)
        where T : struct => new(own ?? shared, _origins.Get(name, own is not null, shared));
}
