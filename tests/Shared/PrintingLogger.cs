using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Tests;

/// <summary>Prints entries of ours as a console logger does: with the whole exception, where it is logged.</summary>
internal sealed class PrintingLogger : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _printed = new();

    public IReadOnlyList<string> Printed => [.. _printed];

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(PrintingLogger owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner._printed.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");
    }
}
