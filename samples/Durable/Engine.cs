namespace Durable;

/// <summary>The database engines.</summary>
internal enum Engine
{
    Sqlite,
    PostgreSql,
}
