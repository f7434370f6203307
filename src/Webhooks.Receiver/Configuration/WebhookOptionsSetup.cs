using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver;

/// <summary>
/// Fills options of any name from the section of that name on first use. Read setting by setting, so that an error names the
/// setting and never quotes its value, which may be a secret in the wrong place.
/// </summary>
internal sealed class WebhookOptionsSetup(WebhookConfigurationSource source) : IConfigureNamedOptions<WebhookOptions>
{
    public void Configure(WebhookOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, WebhookOptions options)
    {
        if (string.IsNullOrEmpty(name) || source.Section?.GetSection(name) is not { } section)
        {
            return;
        }

        List<string> errors = options.ConfigurationErrors;
        ReadList(section.GetSection(nameof(WebhookOptions.Secrets)), options.Secrets, errors);
        ReadList(section.GetSection(nameof(WebhookOptions.UrlTokens)), options.UrlTokens, errors);
        options.DangerouslyAcceptUnauthenticatedRequests =
            ReadSwitch(section, nameof(WebhookOptions.DangerouslyAcceptUnauthenticatedRequests), errors)
            ?? options.DangerouslyAcceptUnauthenticatedRequests;
        options.Tolerance = ReadTime(section, nameof(WebhookOptions.Tolerance), errors) ?? options.Tolerance;
        options.MaxRequestBodySize = ReadSize(section, nameof(WebhookOptions.MaxRequestBodySize), errors) ?? options.MaxRequestBodySize;
        options.BodyTimeout = ReadTime(section, nameof(WebhookOptions.BodyTimeout), errors) ?? options.BodyTimeout;
        options.HandlerTimeout = ReadTime(section, nameof(WebhookOptions.HandlerTimeout), errors) ?? options.HandlerTimeout;
        options.IdempotencyLease = ReadTime(section, nameof(WebhookOptions.IdempotencyLease), errors) ?? options.IdempotencyLease;
        options.IdempotencyRetention = ReadTime(section, nameof(WebhookOptions.IdempotencyRetention), errors) ?? options.IdempotencyRetention;
        options.MaxEventAge = ReadTime(section, nameof(WebhookOptions.MaxEventAge), errors) ?? options.MaxEventAge;
    }

    private static void ReadList(IConfigurationSection section, IList<string> list, List<string> errors)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add($"{section.Path} is a single value. It has to be a list: [\"current\", \"previous\"].");
        }

        foreach (IConfigurationSection item in section.GetChildren())
        {
            list.Add(item.Value ?? "");
        }
    }

    private static bool? ReadSwitch(IConfigurationSection section, string key, List<string> errors)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            return null;
        }

        if (bool.TryParse(text, out bool value))
        {
            return value;
        }

        errors.Add($"{section.Path}:{key} is neither true nor false.");
        return null;
    }

    private static TimeSpan? ReadTime(IConfigurationSection section, string key, List<string> errors)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            return null;
        }

        // A bare number would be days, which nobody means who writes 30.
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time))
        {
            return time;
        }

        errors.Add($"{section.Path}:{key} is not a time span such as 00:00:30 or 7.00:00:00.");
        return null;
    }

    private static long? ReadSize(IConfigurationSection section, string key, List<string> errors)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            return size;
        }

        errors.Add($"{section.Path}:{key} is not a number of bytes such as 2097152.");
        return null;
    }
}
