using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Tests;

internal sealed record LogEntry(LogLevel Level, int EventId, string Message, Exception? Exception);
