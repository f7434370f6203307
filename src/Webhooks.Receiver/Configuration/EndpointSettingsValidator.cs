namespace Webhooks.Receiver;

/// <summary>What is wrong with an endpoint's settings, in sentences that name the setting and what to do.</summary>
internal sealed class EndpointSettingsValidator(WebhookConfigurationSource source, bool isDevelopment)
{
    private const long LargestBodySize = 1L << 30;

    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(1);

    public IEnumerable<string> Validate(WebhookEndpoint endpoint, WebhookOptions options)
    {
        string path = source.PathOf(endpoint.OptionsName);
        return [
            .. options.ConfigurationErrors,
            .. ValidateSecrets(endpoint.Provider, options, path),
            .. ValidateLimits(endpoint, options, path),
            .. ValidateIdempotency(endpoint, options, path),
        ];
    }

    private IEnumerable<string> ValidateSecrets(WebhookProvider provider, WebhookOptions options, string path)
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
            else if (provider.Scheme.SecretEncoding.TryDecode(secret) is null)
            {
                yield return $"{setting}:{i} is not in the encoding that provider '{provider.Name}' uses for secrets.";
            }
            else if (!isDevelopment && secret.Contains(WebhookOptions.ExampleMark, StringComparison.OrdinalIgnoreCase))
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

        if (options.Tolerance < TimeSpan.Zero)
        {
            yield return $"{path}:{nameof(WebhookOptions.Tolerance)} has to be zero or more.";
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

        TimeSpan tolerance = provider.Scheme.Timestamp is { } timestamp ? options.Tolerance ?? timestamp.Tolerance : TimeSpan.Zero;
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
