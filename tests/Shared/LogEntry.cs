using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Tests;

/// <summary>One log entry with everything that a sink could keep of it.</summary>
internal sealed record LogEntry(
    string Category,
    LogLevel Level,
    EventId Id,
    string Message,
    IReadOnlyList<KeyValuePair<string, object?>> State,
    IReadOnlyList<object?> Scopes,
    Exception? Exception)
{
    /// <summary>Everything in one text.</summary>
    public string Everything => string.Join('\n', [
        Category, Id.Name, Message, .. State.Select(Text), .. Scopes.SelectMany(Texts), Exception?.ToString()]);

    public object? this[string name] => State.FirstOrDefault(pair => pair.Key == name).Value;

    public override string ToString() => $"{Level} {Category}[{Id.Id}] {Message} {Exception?.GetType().Name} {Exception?.Message}";

    private static IEnumerable<string> Texts(object? scope) => scope is IEnumerable<KeyValuePair<string, object?>> pairs
        ? [.. pairs.Select(Text), $"{scope}"]
        : [$"{scope}"];

    private static string Text(KeyValuePair<string, object?> pair) => $"{pair.Key}={pair.Value}";
}
