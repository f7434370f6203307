using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>A test that stops its server, and therefore needs one of its own; without it it is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrivateServerFactAttribute : FactAttribute
{
    public PrivateServerFactAttribute() => Skip = PostgreSqlServer.PrivateMissingReason;
}
