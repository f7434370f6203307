namespace Webhooks.Receiver;

/// <summary>What is wrong with an endpoint's settings, in sentences that name the setting and what to do.</summary>
internal sealed class EndpointSettingsValidator(WebhookConfigurationSource source, bool isDevelopment)
{
    private const long LargestBodySize = 1L << 30;

    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(1);
    private static readonly TimeSpan _longestTolerance = TimeSpan.FromDays(1);

    public IEnumerable<string> Validate(WebhookEndpoint endpoint, WebhookOptions options)
    {
        string path = source.PathOf(endpoint.OptionsName);
        return [
            .. options.ConfigurationErrors,
            .. ValidateAuthentication(endpoint, options, path),
            .. ValidateLimits(endpoint, options, path),
            .. ValidateIdempotency(endpoint, options, path),
        ];
    }

    private IEnumerable<string> ValidateAuthentication(WebhookEndpoint endpoint, WebhookOptions options, string path)
    {
        if (endpoint.Provider.Scheme is not { } scheme)
        {
            return ValidateUrlTokens(endpoint, options, path);
        }

        return endpoint.Options.ResolveTenant is null ? ValidateSecrets(endpoint.Provider, scheme, options, path) : [];
    }

    private IEnumerable<string> ValidateUrlTokens(WebhookEndpoint endpoint, WebhookOptions options, string path)
    {
        string setting = $"{path}:{nameof(WebhookOptions.UrlTokens)}";
        string provider = endpoint.Provider.Name;
        if (endpoint.Options.ResolveTenant is not null)
        {
            yield return $"The endpoint '{endpoint.Name}' resolves tenants by their secrets, but provider '{provider}' does not sign. "
                + "Map an endpoint with a URL token for each tenant.";
        }

        if (options.UrlTokens is not { Count: > 0 } && !options.DangerouslyAcceptUnauthenticatedRequests && options.ConfigurationErrors.Count == 0)
        {
            yield return $"Provider '{provider}' does not sign, and no URL token is configured for it. Set {setting} to a long random word.";
        }

        for (int i = 0; i < (options.UrlTokens?.Count ?? 0); i++)
        {
            string token = options.UrlTokens![i] ?? "";
            if (!UrlTokenAuthenticator.IsUsable(token))
            {
                yield return $"{setting}:{i} has to have at least {UrlTokenAuthenticator.MinLength} characters, all of them letters, digits or -._~.";
            }
            else if (IsMarkedExample(token))
            {
                yield return $"{setting}:{i} is a published example token, which is for the Development environment only. "
                    + "Replace it, or remove that index: configuration lists merge by index.";
            }
        }
    }

    private bool IsMarkedExample(string secret) =>
        !isDevelopment && secret.Contains(WebhookOptions.ExampleMark, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> ValidateSecrets(WebhookProvider provider, SignatureScheme scheme, WebhookOptions options, string path)
    {
        string setting = $"{path}:{nameof(WebhookOptions.Secrets)}";
        if (options.Secrets is not { Count: > 0 })
        {
            if (options.ConfigurationErrors.Count == 0)
            {
                yield return $"No secret is configured for provider '{provider.Name}'. Set {setting}, or pass secrets to "
                    + $"AddWebhooks().Configure<{provider.EventType.Name}>(o => …).";
            }

            yield break;
        }

        for (int i = 0; i < options.Secrets.Count; i++)
        {
            string? secret = options.Secrets[i];
            if (string.IsNullOrWhiteSpace(secret))
            {
                yield return $"{setting}:{i} is blank. A blank secret is one that everybody knows: remove it.";
            }
            else if (scheme.SecretEncoding.TryDecode(secret) is null)
            {
                yield return $"{setting}:{i} is not in the encoding that provider '{provider.Name}' uses for secrets.";
            }
            else if (IsMarkedExample(secret))
            {
                yield return $"{setting}:{i} is a published example secret, which is for the Development environment only. "
                    + "Replace it, or remove that index: configuration lists merge by index.";
            }
        }
    }

    private static IEnumerable<string> ValidateLimits(WebhookEndpoint endpoint, WebhookOptions options, string path)
    {
        WebhookEndpointOptions own = endpoint.Options;
        if ((own.MaxRequestBodySize ?? options.MaxRequestBodySize) is <= 0 or > LargestBodySize)
        {
            yield return $"{path}:{nameof(WebhookOptions.MaxRequestBodySize)} has to be between 1 and {LargestBodySize} bytes.";
        }

        if (options.Tolerance < TimeSpan.Zero || options.Tolerance > _longestTolerance)
        {
            yield return $"{path}:{nameof(WebhookOptions.Tolerance)} has to be zero or more, and at most {_longestTolerance}.";
        }

        foreach ((string name, TimeSpan? time) in new[]
        {
            (nameof(WebhookOptions.BodyTimeout), own.BodyTimeout ?? options.BodyTimeout),
            (nameof(WebhookOptions.HandlerTimeout), own.HandlerTimeout ?? options.HandlerTimeout),
        })
        {
            if (time <= TimeSpan.Zero || time > _longestTimer)
            {
                yield return $"{path}:{name} has to be above zero and at most {_longestTimer}.";
            }
        }
    }

    private static IEnumerable<string> ValidateIdempotency(WebhookEndpoint endpoint, WebhookOptions options, string path)
    {
        WebhookProvider provider = endpoint.Provider;
        SenderBehavior sender = provider.Sender;
        TimeSpan lease = endpoint.Options.IdempotencyLease ?? options.IdempotencyLease ?? sender.DefaultLease;
        if (lease <= TimeSpan.Zero || lease >= sender.ShortestRetryWindow)
        {
            yield return $"{path}:{nameof(WebhookOptions.IdempotencyLease)} has to be above zero and below {sender.ShortestRetryWindow}: after that "
                + $"'{provider.Name}' may have stopped retrying, and an event whose handler crashed would be lost.";
        }

        TimeSpan tolerance = provider.Scheme?.Timestamp is { } timestamp ? options.Tolerance ?? timestamp.Tolerance : TimeSpan.Zero;
        tolerance = tolerance < _longestTolerance ? tolerance : _longestTolerance;
        TimeSpan needed = sender.LongestRetryWindow > tolerance * 2 ? sender.LongestRetryWindow : tolerance * 2;
        if ((endpoint.Options.IdempotencyRetention ?? options.IdempotencyRetention) <= needed)
        {
            yield return $"{path}:{nameof(WebhookOptions.IdempotencyRetention)} has to be above {needed}: for so long '{provider.Name}' may send an "
                + "event again, or a copy of it would pass as fresh.";
        }

        TimeSpan retrying = sender.IsLongestRetryWindowDocumented ? sender.LongestRetryWindow : sender.ShortestRetryWindow;
        if ((endpoint.Options.MaxEventAge ?? options.MaxEventAge) < retrying)
        {
            yield return $"{path}:{nameof(WebhookOptions.MaxEventAge)} has to be {retrying} at least: '{provider.Name}' retries for so long, and its "
                + "retries would be refused.";
        }
    }
}
