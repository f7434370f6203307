namespace Webhooks.Receiver.Chaos;

internal enum DatabaseEngine
{
    Sqlite,
    PostgreSql,
}
