using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Webhooks.Receiver;

/// <summary>The logger of this package's category; logs nothing if the host has no logging.</summary>
internal sealed class WebhookLogger(ILoggerFactory? loggers = null) : ILogger
{
    private readonly ILogger _logger = loggers?.CreateLogger("Webhooks.Receiver") ?? NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => _logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _logger.Log(logLevel, eventId, state, exception, formatter);
}
