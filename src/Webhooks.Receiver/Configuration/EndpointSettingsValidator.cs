using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Validates an endpoint's merged settings. Each error names the place to change, and quotes no secret.</summary>
internal sealed class EndpointSettingsValidator(bool isDevelopment)
{
    private const long LargestBodySize = 1L << 30;

    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(1);
    private static readonly TimeSpan _longestTolerance = TimeSpan.FromDays(1);
    private static readonly TimeSpan _shortestLease = TimeSpan.FromSeconds(1);

    public IEnumerable<string> Validate(WebhookEndpoint endpoint, MergedSettings settings) =>
        [.. ValidateName(endpoint), .. FindSectionError(endpoint) is { } error ? [error] : ValidateSettings(endpoint, settings)];

    private IEnumerable<string> ValidateSettings(WebhookEndpoint endpoint, MergedSettings settings) =>
    [
        .. settings.ReadErrors,
        .. ValidateAuthentication(endpoint, settings),
        .. ValidateVerifyTokens(endpoint.Provider, settings),
        .. ValidateLimits(settings),
        .. endpoint.Provider.ExpectsAnswer ? [] : ValidateIdempotency(endpoint.Provider, settings),
        .. ValidateAnswers(endpoint),
    ];

    /// <summary>Without a section, no other error could say what to set.</summary>
    private static string? FindSectionError(WebhookEndpoint endpoint) =>
        endpoint.Options.OptionsName is { } name && string.IsNullOrWhiteSpace(name)
            ? $"{nameof(WebhookEndpointOptions.OptionsName)} in the options of the endpoint '{endpoint.OwnName}' is blank. Set it to the name of a section, or "
                + $"remove it: the endpoint then uses the section of its provider, '{endpoint.Provider.ConfigurationSection}'."
            : null;

    /// <summary>The name is part of every idempotency key, and databases store it.</summary>
    private static IEnumerable<string> ValidateName(WebhookEndpoint endpoint)
    {
        if (string.IsNullOrWhiteSpace(endpoint.Name) || endpoint.Name.Contains('\0') || WellFormedText.HasLoneSurrogate(endpoint.Name))
        {
            string name = endpoint.Options.Name is null
                ? $"The name of an endpoint of provider '{endpoint.Provider.Name}'"
                : $"{nameof(WebhookEndpointOptions.Name)} in the options of the endpoint '{endpoint.OwnName}'";
            yield return $"{name} has to be a text that is not blank, without NUL and without a lone surrogate: it is part of every idempotency key.";
        }
    }

    /// <summary>Checked with the settings, and so before the first delivery of an endpoint that was not checked at start.</summary>
    private static IEnumerable<string> ValidateAnswers(WebhookEndpoint endpoint)
    {
        (WebhookProvider provider, string eventType) = (endpoint.Provider, endpoint.Provider.EventType.Name);
        bool answers = endpoint.Dispatcher?.BeginQuestion() is not null;
        if (provider.ExpectsAnswer && !answers)
        {
            yield return $"Provider '{provider.Name}' asks questions, and the endpoint '{endpoint.Name}' has no handler that returns an answer. "
                + $"Use MapWebhookQuestion<{eventType}>, or without ASP.NET Core a WebhookEndpoint<{eventType}> whose handler returns a "
                + $"{nameof(WebhookAnswer)}. Handlers of AddHandler cannot answer.";
        }

        if (!provider.ExpectsAnswer && answers)
        {
            yield return $"Provider '{provider.Name}' asks no questions, and the endpoint '{endpoint.Name}' would lose its events. Use "
                + $"MapWebhook<{eventType}>, or without ASP.NET Core a WebhookEndpoint<{eventType}> whose handler returns no {nameof(WebhookAnswer)}.";
        }

        if (provider.ExpectsAnswer && (endpoint.Options.ProcessInBackground || endpoint.Options.HandleInTransaction))
        {
            yield return $"The endpoint '{endpoint.Name}' answers questions, which are neither stored nor handled in a transaction. Remove "
                + $"{(endpoint.Options.ProcessInBackground ? nameof(endpoint.Options.ProcessInBackground) : nameof(endpoint.Options.HandleInTransaction))}.";
        }

        if (provider.BringsSeveralEvents && endpoint.Dispatcher is { UsesRequest: true })
        {
            yield return $"A delivery from '{provider.Name}' brings several events, and the handler of the endpoint '{endpoint.Name}' is a minimal-API handler: one "
                + $"scope of services, and the services bound to its parameters, would serve all of them. Use MapWebhook<{eventType}>.";
        }

        if (provider is { ExpectsAnswer: true, BringsSeveralEvents: true })
        {
            yield return $"Provider '{provider.Name}' says that a delivery is a question, and that it brings several events. It has to be one of both.";
        }
    }

    private IEnumerable<string> ValidateAuthentication(WebhookEndpoint endpoint, MergedSettings settings)
    {
        WebhookProvider provider = endpoint.Provider;
        if (provider is { Scheme: null, Authenticator: null })
        {
            return ValidateUrlTokens(endpoint, settings);
        }

        return
        [
            .. ValidateOwn(endpoint),
            .. endpoint.Options.ResolveTenant is null ? ValidateSecrets(provider, settings) : [],
            .. ValidateUrl(provider, settings),
        ];
    }

    private static IEnumerable<string> ValidateOwn(WebhookEndpoint endpoint)
    {
        WebhookProvider provider = endpoint.Provider;
        if (provider is { Scheme: not null, Authenticator: not null })
        {
            yield return $"Provider '{provider.Name}' has a {nameof(provider.Scheme)} and an {nameof(provider.Authenticator)}: only one can decide. "
                + "Return null for the other.";
        }

        if (endpoint.Options.ResolveTenant is not null && provider.Authenticator is { } own && !CustomAuthenticator.CanRefuseUnknownTenants(own))
        {
            yield return $"The endpoint '{endpoint.Name}' resolves tenants, and refuses unknown ones with a random secret, which the "
                + $"{nameof(WebhookAuthenticator)} of provider '{provider.Name}' calls unusable. Map an endpoint for each tenant.";
        }
    }

    private static IEnumerable<string> ValidateUrl(WebhookProvider provider, MergedSettings settings)
    {
        if (settings.PublicUrl.Value is { } url)
        {
            if (!RequestUrl.IsBase(url))
            {
                yield return $"{settings.PublicUrl.Origin} has to be an absolute URL with http or https, without a query: such as https://example.com.";
            }
        }
        else if (provider is { Scheme.SignsPublicUrl: true } or { Authenticator.RequiresUrl: true } && !settings.UsesRequestUrl && settings.ReadErrors.Count == 0)
        {
            yield return $"Provider '{provider.Name}' signs the URL, and none is configured. Set {settings.Path}:{nameof(WebhookOptions.PublicUrl)} to the "
                + $"public one, such as https://example.com, or {nameof(WebhookOptions.UseRequestUrl)} if this app sees it.";
        }
    }

    private IEnumerable<string> ValidateUrlTokens(WebhookEndpoint endpoint, MergedSettings settings)
    {
        string provider = endpoint.Provider.Name;
        if (endpoint.Options.ResolveTenant is not null)
        {
            yield return $"The endpoint '{endpoint.Name}' resolves tenants by their secrets, but provider '{provider}' does not sign. "
                + "Map an endpoint with a URL token for each tenant.";
        }

        if (settings.UrlTokens.Count == 0 && !settings.AcceptsUnauthenticated && settings.ReadErrors.Count == 0)
        {
            yield return $"Provider '{provider}' does not sign, and no URL token is configured for it. "
                + $"Set {settings.Path}:{nameof(WebhookOptions.UrlTokens)} to a long random token.";
        }

        if (!endpoint.CanCarryUrlToken && !settings.AcceptsUnauthenticated)
        {
            yield return $"Provider '{provider}' does not sign, and '{endpoint.Name}' has no URL token in it. Map a path with "
                + $"{{{WebhookProvider.UrlTokenParameter}}}, such as '{endpoint.Provider.DefaultPath}'.";
        }

        foreach ((string? token, string origin) in settings.UrlTokens)
        {
            if (!UrlTokenAuthenticator.IsUsable(token ?? ""))
            {
                yield return $"{origin} has to have {UrlTokenAuthenticator.MinLength} to {HashedTokens.MaxLength} characters, all of them letters, digits or -._~.";
            }
            else if (IsMarkedExample(token!))
            {
                yield return PublishedExample(origin, "token");
            }
        }
    }

    private IEnumerable<string> ValidateSecrets(WebhookProvider provider, MergedSettings settings)
    {
        if (settings.Secrets.Count == 0 && settings.ReadErrors.Count == 0 && provider.Authenticator is not { RequiresSecrets: false })
        {
            yield return $"No secret is configured for provider '{provider.Name}'. Set {settings.Path}:{nameof(WebhookOptions.Secrets)}, or pass "
                + $"secrets to {settings.CodeFor($"o.{nameof(WebhookOptions.Secrets)}.Add(…)")}.";
        }

        foreach ((string? secret, string origin) in settings.Secrets)
        {
            if (string.IsNullOrWhiteSpace(secret))
            {
                yield return $"{origin} is blank. A blank secret protects nothing: remove it.";
            }
            else if (!IsUsable(provider, secret))
            {
                yield return provider.Scheme is { Algorithm: > SignatureAlgorithm.HmacSha512 and var algorithm }
                    ? $"{origin} is not a public key for provider '{provider.Name}' ({algorithm}): it has to be PEM, or base64 of a SubjectPublicKeyInfo."
                    : $"{origin} is not in the encoding that provider '{provider.Name}' uses for secrets.";
            }
            else if (IsMarkedExample(secret))
            {
                yield return PublishedExample(origin, "secret");
            }
        }
    }

    private IEnumerable<string> ValidateVerifyTokens(WebhookProvider provider, MergedSettings settings)
    {
        if (provider.RequiresVerifyToken && settings.VerifyTokens.Count == 0 && settings.ReadErrors.Count == 0)
        {
            yield return $"Provider '{provider.Name}' repeats a verify token in its handshakes, and none is configured. Set "
                + $"{settings.Path}:{nameof(WebhookOptions.VerifyTokens)} to the token that you gave to the provider.";
        }

        foreach ((string? token, string origin) in settings.VerifyTokens)
        {
            if (string.IsNullOrWhiteSpace(token) || token.Length > HashedTokens.MaxLength)
            {
                yield return $"{origin} has to be a text of 1 to {HashedTokens.MaxLength} characters, and not blank.";
            }
            else if (IsMarkedExample(token))
            {
                yield return PublishedExample(origin, "token");
            }
        }
    }

    private static bool IsUsable(WebhookProvider provider, string secret) => provider.Authenticator is { } own
        ? CustomAuthenticator.IsUsable(own, secret)
        : provider.Scheme!.IsUsableSecret(secret);

    private bool IsMarkedExample(string secret) =>
        !isDevelopment && secret.Contains(WebhookOptions.ExampleMark, StringComparison.OrdinalIgnoreCase);

    private static string PublishedExample(string origin, string kind) =>
        $"{origin} is a published example {kind}, which is for the Development environment only. "
        + "Replace it, or remove that index: configuration lists merge by index.";

    private static IEnumerable<string> ValidateLimits(MergedSettings settings)
    {
        if (settings.MaxRequestBodySize.Value is <= 0 or > LargestBodySize)
        {
            yield return $"{settings.MaxRequestBodySize.Origin} has to be between 1 and {LargestBodySize} bytes.";
        }

        if (settings.MaxJsonDepth.Value is < 1 or > JsonBody.LargestMaxDepth)
        {
            yield return $"{settings.MaxJsonDepth.Origin} has to be between 1 and {JsonBody.LargestMaxDepth} levels.";
        }

        foreach ((string? type, string origin) in settings.MediaTypes)
        {
            if (!WebhookMediaTypes.IsType(type))
            {
                yield return $"{origin} has to be a content type without parameters, such as text/plain, or */* for any.";
            }
        }

        if (settings.Tolerance.Value < TimeSpan.Zero || settings.Tolerance.Value > _longestTolerance)
        {
            yield return $"{settings.Tolerance.Origin} has to be zero or more, and at most {_longestTolerance}.";
        }

        if (!IsTimer(settings.BodyTimeout.Value))
        {
            yield return $"{settings.BodyTimeout.Origin} has to be above zero and at most {_longestTimer}.";
        }

        if (settings.HandlerTimeout.Value is { } handlerTimeout && !IsTimer(handlerTimeout))
        {
            yield return $"{settings.HandlerTimeout.Origin} has to be above zero and at most {_longestTimer}.";
        }
    }

    private static bool IsTimer(TimeSpan time) => time > TimeSpan.Zero && time <= _longestTimer;

    private static IEnumerable<string> ValidateIdempotency(WebhookProvider provider, MergedSettings settings)
    {
        SenderBehavior sender = provider.Sender;
        TimeSpan lease = settings.Lease.Value;
        if (lease < _shortestLease || lease >= sender.ShortestRetryWindow)
        {
            yield return $"{settings.Lease.Origin} has to be at least {_shortestLease} and below {sender.ShortestRetryWindow}: after that "
                + $"'{provider.Name}' may have stopped retrying, and an event whose handler crashed would be lost.";
        }

        TimeSpan tolerance = provider.Scheme?.Timestamp is null && provider.Authenticator is null ? TimeSpan.Zero : settings.Tolerance.Value;
        tolerance = tolerance < _longestTolerance ? tolerance : _longestTolerance;
        TimeSpan needed = sender.LongestRetryWindow > tolerance * 2 ? sender.LongestRetryWindow : tolerance * 2;
        TimeSpan retention = settings.Retention.Value;
        if (retention <= needed)
        {
            yield return $"{settings.Retention.Origin} has to be above {needed}: for that long '{provider.Name}' may retry an "
                + "event, or a replay of it may have a valid timestamp.";
        }

        TimeSpan retrying = sender.IsLongestRetryWindowDocumented ? sender.LongestRetryWindow : sender.ShortestRetryWindow;
        if (settings.MaxEventAge.Value < retrying)
        {
            yield return $"{settings.MaxEventAge.Origin} has to be {retrying} at least: '{provider.Name}' retries for so long, and its "
                + "retries would be refused.";
        }

        if (settings.MaxEventAge.Value > retention)
        {
            yield return $"{settings.MaxEventAge.Origin} has to be at most {retention}, for which handled events are remembered "
                + $"({nameof(WebhookOptions.IdempotencyRetention)}): a replay of an older one would be handled again.";
        }
    }
}
