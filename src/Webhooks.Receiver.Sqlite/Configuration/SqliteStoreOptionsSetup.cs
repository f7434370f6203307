using Microsoft.Extensions.Options;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Reads the options from their section. No error quotes a value.</summary>
internal sealed class SqliteStoreOptionsSetup(SqliteSection source) : IConfigureOptions<SqliteStoreOptions>
{
    private static readonly string[] _keys = [nameof(SqliteStoreOptions.ConnectionString), nameof(SqliteStoreOptions.CreateSchema)];

    public void Configure(SqliteStoreOptions options)
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
        if (section[nameof(options.CreateSchema)] is { Length: > 0 } createSchema)
        {
            if (bool.TryParse(createSchema, out bool value))
            {
                options.CreateSchema = value;
            }
            else
            {
                errors.Add($"{source.Path}:{nameof(options.CreateSchema)} is neither true nor false.");
            }
        }

        if (errors.Count > 0)
        {
            throw new WebhookConfigurationException(errors);
        }
    }
}
