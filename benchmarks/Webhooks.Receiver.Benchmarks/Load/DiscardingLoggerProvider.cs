using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>Puts log messages together as a sink would, and drops them: writing them would be the console's cost, not the endpoint's.</summary>
internal sealed class DiscardingLoggerProvider : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        formatter(state, exception);

    public void Dispose()
    {
    }
}
