namespace Webhooks.Receiver.PostgreSql;

/// <summary>The tables of the stores.</summary>
public static class PostgreSqlSchema
{
    internal const int Version = 1;

    /// <summary>
    /// Gets the script that creates or migrates schema and tables for this version of the package, to run by hand, for example
    /// with psql. Run it as the owner of the tables. It changes nothing if they are up to date.
    /// </summary>
    /// <param name="schema">The name of the schema, as in <see cref="PostgreSqlStoreOptions.Schema"/>.</param>
    /// <exception cref="ArgumentException">The name is not one that the options allow.</exception>
    public static string GetScript(string schema = "webhooks") => PostgreSqlSettings.IsValidSchema(schema)
        ? SchemaSql.Script(schema)
        : throw new ArgumentException("The name has to be 1 to 63 letters, digits and underscores.", nameof(schema));
}
