using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>Where a text of an event is: in a member of its JSON, in a header, or in the first of several places that has one.</summary>
internal sealed class EventText
{
    private readonly Func<JsonElement, WebhookHeaders, string?> _find;

    private EventText(Func<JsonElement, WebhookHeaders, string?> find, params IReadOnlyList<string> headers) => (_find, Headers) = (find, headers);

    public static EventText None { get; } = new((_, _) => null);

    /// <summary>The names of the headers that it may be in.</summary>
    public IReadOnlyList<string> Headers { get; }

    /// <summary>A text or a number in the JSON.</summary>
    /// <param name="path">The names of the members that lead to it.</param>
    public static EventText Member(params string[] path) => new((json, _) => EventMember.Text(json, path));

    /// <summary>A header. One that is given twice has no text.</summary>
    public static EventText Header(string name) => new((_, headers) => headers[name] is [{ } value] ? value : null, name);

    public static EventText From(Func<JsonElement, string?> find) => new((json, _) => find(json));

    public EventText Or(EventText other) => new((json, headers) => Find(json, headers) ?? other.Find(json, headers), [.. Headers, .. other.Headers]);

    /// <returns>The text; null if there is none, or it is blank.</returns>
    public string? Find(JsonElement json, WebhookHeaders headers) => _find(json, headers) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
