using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Sqlite;

/// <summary>The log messages of this package, event ids 4000 to 4999, never reused.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 4000, EventName = nameof(PurgeFailed), Level = LogLevel.Warning,
        Message = "Expired rows could not be deleted from the SQLite file. That is tried again in a minute; until then the file grows.")]
    public static partial void PurgeFailed(ILogger logger, Exception exception);
}
