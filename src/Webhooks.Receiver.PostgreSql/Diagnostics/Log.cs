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

    [LoggerMessage(EventId = 3002, EventName = nameof(PurgeFailed), Level = LogLevel.Warning,
        Message = "Expired keys and settled items could not be purged. It is tried again every three minutes; further failures are not logged.")]
    public static partial void PurgeFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3003, EventName = nameof(ListenFailed), Level = LogLevel.Warning,
        Message = "Notifications of stored deliveries cannot be received: {Error} Until they can, deliveries of other processes are found "
            + "by polling.")]
    public static partial void ListenFailed(ILogger logger, string error);

    [LoggerMessage(EventId = 3004, EventName = nameof(NotifyFailed), Level = LogLevel.Debug,
        Message = "Other processes could not be notified of stored deliveries, and find them by polling: {Error}")]
    public static partial void NotifyFailed(ILogger logger, string error);

    [LoggerMessage(EventId = 3005, EventName = nameof(TookInPart), Level = LogLevel.Warning,
        Message = "Some due deliveries could not be taken from the inbox; those that were taken are handled, the others later.")]
    public static partial void TookInPart(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3006, EventName = nameof(PoolTooSmall), Level = LogLevel.Warning,
        Message = "The inbox handles up to {Concurrency} deliveries at the same time (WebhookInboxOptions.MaxConcurrency), but the pool has "
            + "{PoolSize} connections for handlers in a transaction (Maximum Pool Size of the connection string). Raise the latter or lower "
            + "the former: deliveries without a connection wait, and are tried again later.")]
    public static partial void PoolTooSmall(ILogger logger, int concurrency, int poolSize);
}
