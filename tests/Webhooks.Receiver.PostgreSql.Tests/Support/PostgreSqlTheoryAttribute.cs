using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>A theory that needs a PostgreSQL server; without one it is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgreSqlTheoryAttribute : TheoryAttribute
{
    public PostgreSqlTheoryAttribute() => Skip = PostgreSqlServer.MissingReason;
}
