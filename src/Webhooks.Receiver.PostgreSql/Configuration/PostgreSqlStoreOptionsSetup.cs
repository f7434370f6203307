using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>Reads the options from their section. No error quotes a value: it may be a password in the wrong place.</summary>
internal sealed class PostgreSqlStoreOptionsSetup(PostgreSqlSection source) : IConfigureOptions<PostgreSqlStoreOptions>
{
    private static readonly string[] _keys =
    [
        nameof(PostgreSqlStoreOptions.ConnectionString), nameof(PostgreSqlStoreOptions.Schema),
        nameof(PostgreSqlStoreOptions.CreateSchema), nameof(PostgreSqlStoreOptions.UsesConnectionPooler),
    ];

    public void Configure(PostgreSqlStoreOptions options)
    {
        if (source.Section is not { } section)
        {
            return;
        }

        List<string> errors =
        [
            .. section.GetChildren().Select(child => child.Key).Except(_keys, StringComparer.OrdinalIgnoreCase)
                .Select(key => $"{source.Path}:{key} is not a setting. The settings are {string.Join(", ", _keys)}."),
        ];
        options.ConnectionString = section[nameof(options.ConnectionString)] ?? options.ConnectionString;
        options.Schema = section[nameof(options.Schema)] ?? options.Schema;
        options.CreateSchema = ReadSwitch(section, nameof(options.CreateSchema), errors) ?? options.CreateSchema;
        options.UsesConnectionPooler = ReadSwitch(section, nameof(options.UsesConnectionPooler), errors) ?? options.UsesConnectionPooler;
        if (errors.Count > 0)
        {
            throw new WebhookConfigurationException(errors);
        }
    }

    private bool? ReadSwitch(IConfiguration section, string key, List<string> errors)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            return null;
        }

        if (bool.TryParse(text, out bool value))
        {
            return value;
        }

        errors.Add($"{source.Path}:{key} is neither true nor false.");
        return null;
    }
}
