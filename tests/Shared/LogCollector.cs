using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Tests;

/// <summary>Keeps every log entry of every category.</summary>
internal sealed class LogCollector : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>Our own entries.</summary>
    public IReadOnlyList<LogEntry> Ours => [.. _entries.Where(entry => entry.Category.StartsWith("Webhooks.Receiver", StringComparison.Ordinal))];

    public IReadOnlyList<LogEntry> Errors => [.. _entries.Where(entry => entry.Level >= LogLevel.Error)];

    /// <summary>
    /// What is above Information, except what these tests themselves cause: endpoints that share a secret, and a busy machine.
    /// </summary>
    public IReadOnlyList<LogEntry> Alarms =>
        [.. _entries.Where(entry => entry.Level > LogLevel.Information && entry.Id.Name is not ("EndpointsShareSecrets" or "HeartbeatSlow"))];

    /// <summary>Each error in a line.</summary>
    public IReadOnlyList<string> ErrorTexts => [.. Errors.Select(entry => entry.ToString())];

    /// <summary>Our own entries with this id.</summary>
    public IReadOnlyList<LogEntry> Of(int eventId) => [.. Ours.Where(entry => entry.Id.Id == eventId)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Clear() => _entries.Clear();

    public void Dispose()
    {
    }

    private sealed class Logger(LogCollector owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<object?> scopes = [];
            owner._scopes.ForEachScope(static (scope, list) => list.Add(scope), scopes);
            owner._entries.Enqueue(new LogEntry(
                category, logLevel, eventId, formatter(state, exception),
                state is IEnumerable<KeyValuePair<string, object?>> pairs ? [.. pairs] : [], scopes, exception));
        }
    }
}
