namespace Webhooks.Receiver.PostgreSql;

/// <summary>Too many callers wait for the database already.</summary>
internal sealed class PostgreSqlBusyException(int callers)
    : Exception($"{callers} callers wait for PostgreSQL already. The server does not answer, or is too slow.");
