using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Webhooks.Receiver;

/// <summary>
/// The logger of this package's category; logs nothing if the host has no logging. Never throws: a logger that fails, or an exception that
/// cannot be printed, must not change the outcome of a delivery.
/// </summary>
internal sealed class WebhookLogger(ILoggerFactory? loggers = null) : ILogger
{
    private readonly ILogger _logger = loggers?.CreateLogger("Webhooks.Receiver") ?? NullLogger.Instance;

    /// <summary>Ends a scope.</summary>
    public static void End(IDisposable? scope)
    {
        try
        {
            scope?.Dispose();
        }
        catch (Exception)
        {
            // There is no other place to report it.
        }
    }

    /// <returns>The scope, for <see cref="End"/>; null if there is none.</returns>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return _logger.BeginScope(state);
        }
        catch (Exception)
        {
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return _logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return true;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!TryLog(logLevel, eventId, state, exception, formatter) && exception is not null && !IsPrintable(exception))
        {
            var typeOnly = new InvalidOperationException($"An exception of the type {exception.GetType()} cannot be printed.");
            TryLog(logLevel, eventId, state, typeOnly, formatter);
        }
    }

    /// <summary>Whether loggers can print the exception: members of a class of the user's may throw.</summary>
    private static bool IsPrintable(Exception exception)
    {
        try
        {
            return exception.ToString() is not null && exception.Message is not null;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private bool TryLog<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            _logger.Log(logLevel, eventId, state, exception, formatter);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
