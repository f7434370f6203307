using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>Finds the places where an endpoint's settings were set, so that error messages name the place to change.</summary>
internal sealed class SettingOrigins(WebhookEndpoint endpoint, WebhookOptions options, string path)
{
    private static readonly WebhookOptions _defaults = new();

    public string Get(string name, bool isOwn, object? shared)
    {
        if (isOwn)
        {
            return $"{name} in the options of the endpoint '{endpoint.Name}'"; // set by WithWebhook, or given to its constructor
        }

        if (shared is not { } value || IsDefault(name, value))
        {
            return $"The default {name} of provider '{endpoint.Provider.Name}'";
        }

        return options.ConfiguredValues.TryGetValue(name, out object? configured) && configured.Equals(value)
            ? $"{path}:{name}"
            : $"{name} set in code ({CodeFor($"o.{name} = …")})";
    }

    public Setting<string?>[] GetList(string name, IEnumerable<string>? values)
    {
        // Two places may have the same text; each place is used once.
        List<KeyValuePair<string, object>> configured =
            [.. options.ConfiguredValues.Where(item => item.Key.StartsWith($"{name}:", StringComparison.Ordinal))];
        return [.. (values ?? []).Select((value, i) =>
        {
            int place = configured.FindIndex(item => item.Value.Equals(value));
            string origin = place >= 0 ? $"{path}:{configured[place].Key}" : $"{name}[{i}] set in code ({CodeFor($"o.{name}.Add(…)")})";
            if (place >= 0)
            {
                configured.RemoveAt(place);
            }

            return new Setting<string?>(value, origin);
        })];
    }

    /// <summary>Gets the C# call that sets the endpoint's options in code.</summary>
    public string CodeFor(string statement)
    {
        string configure = endpoint.Options.OptionsName is { } optionsName && optionsName != endpoint.Provider.ConfigurationSection
            ? $"Configure(\"{optionsName}\", "
            : $"Configure<{endpoint.Provider.EventType.Name}>(";
        return $"{configure}o => {statement})";
    }

    private static bool IsDefault(string name, object value) => name switch
    {
        nameof(WebhookOptions.MaxRequestBodySize) => value.Equals(_defaults.MaxRequestBodySize),
        nameof(WebhookOptions.MaxJsonDepth) => value.Equals(_defaults.MaxJsonDepth),
        nameof(WebhookOptions.IdempotencyRetention) => value.Equals(_defaults.IdempotencyRetention),
        _ => false,
    };
}
