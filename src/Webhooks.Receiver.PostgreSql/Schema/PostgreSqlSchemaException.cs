namespace Webhooks.Receiver.PostgreSql;

/// <summary>The tables are not those that this version needs. The message says what to do.</summary>
internal sealed class PostgreSqlSchemaException(string message, Exception? inner = null) : Exception(message, inner);
