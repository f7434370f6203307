using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>A test that needs a PostgreSQL server; without one it is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = PostgreSqlServer.MissingReason;
}
