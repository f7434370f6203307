using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>The checked options.</summary>
internal sealed class PostgreSqlSettings
{
    private const int MaxSchemaLength = 63;

    private PostgreSqlSettings(PostgreSqlStoreOptions options, NpgsqlConnectionStringBuilder? connection, string path)
    {
        Connection = connection;
        Schema = options.Schema;
        CreateSchema = options.CreateSchema;
        UsesConnectionPooler = options.UsesConnectionPooler;
        Path = path;
    }

    /// <summary>The connection string; null if the data source of the service collection is used.</summary>
    public NpgsqlConnectionStringBuilder? Connection { get; }

    /// <summary>The name of the schema, not quoted.</summary>
    public string Schema { get; }

    public bool CreateSchema { get; }

    public bool UsesConnectionPooler { get; }

    /// <summary>The path of the configuration section, for messages.</summary>
    public string Path { get; }

    /// <exception cref="WebhookConfigurationException">An option is missing or wrong.</exception>
    public static PostgreSqlSettings Create(PostgreSqlStoreOptions options, bool hasDataSource, string path)
    {
        List<string> errors = [];
        NpgsqlConnectionStringBuilder? connection = null;
        if (!string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            connection = TryParse(options.ConnectionString);
            if (connection is null)
            {
                errors.Add($"{path}:{nameof(options.ConnectionString)} is not a connection string that Npgsql can read.");
            }
            else if (string.IsNullOrEmpty(connection.Host))
            {
                errors.Add($"{path}:{nameof(options.ConnectionString)} names no Host.");
            }
        }
        else if (!hasDataSource)
        {
            errors.Add($"The stores on PostgreSQL have no connection. Set {path}:{nameof(options.ConnectionString)}, pass a connection "
                + "string to AddPostgreSql, or register an NpgsqlDataSource.");
        }

        if (!IsValidSchema(options.Schema))
        {
            errors.Add($"{path}:{nameof(options.Schema)} has to be 1 to {MaxSchemaLength} letters (a to z), digits and underscores, and "
                + "must not start with a digit or with pg_.");
        }

        return errors.Count == 0 ? new PostgreSqlSettings(options, connection, path) : throw new WebhookConfigurationException(errors);
    }

    public static bool IsValidSchema(string? name) =>
        name is { Length: > 0 and <= MaxSchemaLength }
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        && !char.IsAsciiDigit(name[0])
        && !name.StartsWith("pg_", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder? TryParse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return null; // the message of the exception may quote a password
        }
    }
}
