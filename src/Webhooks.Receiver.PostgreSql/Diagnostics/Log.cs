using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>The log messages of this package, event ids 3000 to 3999, never reused. No connection string is ever logged.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3000, EventName = nameof(SchemaCreated), Level = LogLevel.Information,
        Message = "The tables in the schema {Schema} of PostgreSQL have version {Version} now.")]
    public static partial void SchemaCreated(ILogger logger, string schema, int version);

    [LoggerMessage(EventId = 3001, EventName = nameof(UnavailableAtStart), Level = LogLevel.Warning,
        Message = "PostgreSQL cannot be reached at start. Deliveries are answered 503 until it can: {Error}")]
    public static partial void UnavailableAtStart(ILogger logger, string error);
}
