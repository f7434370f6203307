using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>Formats log messages as a sink does, and discards them: writing them is not the endpoint's cost.</summary>
internal sealed class DiscardingLoggerProvider : ILoggerProvider, ILogger, ISupportExternalScope
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        formatter(state, exception);

    /// <summary>Does nothing. Because of it, the factory keeps scopes, as it does for the console.</summary>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider)
    {
    }

    public void Dispose()
    {
    }
}
