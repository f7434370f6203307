using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver;

/// <summary>
/// Reads options of any name from the configuration section of that name, on first use. Reads setting by setting, so that an
/// error names the setting and never quotes its value, which may be a secret in the wrong place.
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

        var reader = new Reader(section, options);
        options.Secrets = reader.ReadList(nameof(WebhookOptions.Secrets), options.Secrets);
        options.UrlTokens = reader.ReadList(nameof(WebhookOptions.UrlTokens), options.UrlTokens);
        options.VerifyTokens = reader.ReadList(nameof(WebhookOptions.VerifyTokens), options.VerifyTokens);
        options.DangerouslyAcceptUnauthenticatedRequests =
            reader.ReadSwitch(nameof(WebhookOptions.DangerouslyAcceptUnauthenticatedRequests)) ?? options.DangerouslyAcceptUnauthenticatedRequests;
        options.PublicUrl = reader.ReadText(nameof(WebhookOptions.PublicUrl)) ?? options.PublicUrl;
        options.UseRequestUrl = reader.ReadSwitch(nameof(WebhookOptions.UseRequestUrl)) ?? options.UseRequestUrl;
        options.Tolerance = reader.ReadTime(nameof(WebhookOptions.Tolerance)) ?? options.Tolerance;
        options.MaxRequestBodySize = reader.ReadSize(nameof(WebhookOptions.MaxRequestBodySize)) ?? options.MaxRequestBodySize;
        options.MediaTypes = reader.ReadList(nameof(WebhookOptions.MediaTypes), options.MediaTypes, "text/plain");
        options.MaxJsonDepth = reader.ReadCount(nameof(WebhookOptions.MaxJsonDepth)) ?? options.MaxJsonDepth;
        options.BodyTimeout = reader.ReadTime(nameof(WebhookOptions.BodyTimeout)) ?? options.BodyTimeout;
        options.HandlerTimeout = reader.ReadTime(nameof(WebhookOptions.HandlerTimeout)) ?? options.HandlerTimeout;
        options.IdempotencyLease = reader.ReadTime(nameof(WebhookOptions.IdempotencyLease)) ?? options.IdempotencyLease;
        options.IdempotencyRetention = reader.ReadTime(nameof(WebhookOptions.IdempotencyRetention)) ?? options.IdempotencyRetention;
        options.MaxEventAge = reader.ReadTime(nameof(WebhookOptions.MaxEventAge)) ?? options.MaxEventAge;
        reader.RefuseUnknownKeys();
    }

    /// <summary>Reads one section, and records values and errors in the options.</summary>
    private sealed class Reader(IConfigurationSection section, WebhookOptions options)
    {
        private readonly List<string> _known = [];

        /// <returns>A new list, which later code can add to: the one that code has set before may be an array.</returns>
        public List<string> ReadList(string key, IList<string>? current, string example = "current\", \"previous")
        {
            _known.Add(key);
            List<string> list = [.. current ?? []];
            IConfigurationSection items = section.GetSection(key);
            if (!string.IsNullOrEmpty(items.Value))
            {
                options.ConfigurationErrors.Add($"{items.Path} is a single value. It has to be a list: [\"{example}\"].");
            }

            foreach (IConfigurationSection item in items.GetChildren())
            {
                list.Add(item.Value ?? "");
                options.ConfiguredValues[$"{key}:{item.Key}"] = item.Value ?? "";
            }

            return list;
        }

        public string? ReadText(string key)
        {
            if (FindValue(key) is not { } text)
            {
                return null;
            }

            options.ConfiguredValues[key] = text;
            return text;
        }

        public bool? ReadSwitch(string key) => Read<bool>(key, bool.TryParse, "is neither true nor false.");

        public TimeSpan? ReadTime(string key) => Read<TimeSpan>(key, TryParseTime, "is not a time span such as 00:00:30 or 7.00:00:00.");

        public long? ReadSize(string key) => Read<long>(key, TryParseSize, "is not a number of bytes such as 2097152.");

        public int? ReadCount(string key) => Read<int>(key, TryParseCount, "is not a whole number such as 64.");

        public void RefuseUnknownKeys()
        {
            foreach (string key in section.GetChildren().Select(child => child.Key).Except(_known, StringComparer.OrdinalIgnoreCase))
            {
                string nearest = _known.MinBy(known => EditDistance(known.ToUpperInvariant(), key.ToUpperInvariant()))!;
                options.ConfigurationErrors.Add($"{section.Path}:{key} is not a setting. Did you mean {nearest}?");
            }
        }

        private string? FindValue(string key)
        {
            _known.Add(key);
            IConfigurationSection setting = section.GetSection(key);
            if (setting.GetChildren().FirstOrDefault() is { } child)
            {
                options.ConfigurationErrors.Add($"{child.Path} is not a setting: {setting.Path} has to be one value.");
            }

            return string.IsNullOrEmpty(setting.Value) ? null : setting.Value;
        }

        private T? Read<T>(string key, TryParse<T> tryParse, string error)
            where T : struct
        {
            if (FindValue(key) is not { } text)
            {
                return null;
            }

            if (tryParse(text, out T value))
            {
                options.ConfiguredValues[key] = value;
                return value;
            }

            options.ConfigurationErrors.Add($"{section.Path}:{key} {error}");
            return null;
        }

        /// <summary>Refuses a number without a colon: it would mean days, but the user probably means seconds.</summary>
        private static bool TryParseTime(string text, out TimeSpan time)
        {
            time = default;
            return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time);
        }

        private static bool TryParseSize(string text, out long size) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size);

        private static bool TryParseCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

        /// <summary>Counts the letters to add, remove or replace (Levenshtein distance).</summary>
        private static int EditDistance(string left, string right)
        {
            int[] row = [.. Enumerable.Range(0, right.Length + 1)];
            for (int i = 0; i < left.Length; i++)
            {
                int diagonal = row[0]++;
                for (int j = 0; j < right.Length; j++)
                {
                    int replaced = diagonal + (left[i] == right[j] ? 0 : 1);
                    diagonal = row[j + 1];
                    row[j + 1] = Math.Min(replaced, Math.Min(row[j], row[j + 1]) + 1);
                }
            }

            return row[^1];
        }

        private delegate bool TryParse<T>(string text, out T value);
    }
}
