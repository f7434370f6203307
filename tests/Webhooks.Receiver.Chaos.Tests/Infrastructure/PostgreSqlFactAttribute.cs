using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>A test that needs a PostgreSQL of its own; where none is installed it is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = PostgreSqlServer.PrivateMissingReason;
}
