using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Webhooks.Receiver;

/// <summary>The event types that a provider lists, and the type that each is read as. Thread-safe.</summary>
internal sealed class JsonEventTypes
{
    private readonly JsonSerializerOptions _options;
    private readonly (string Name, byte[] Utf8Name, JsonEventType Type)[] _types;
    private readonly Lazy<string?> _error;

    /// <param name="context">The context that contains the types.</param>
    /// <param name="types">The types by their names on the wire.</param>
    public JsonEventTypes(JsonSerializerContext context, IReadOnlyDictionary<string, Type> types)
    {
        _options = JsonEventOptions.Create(context);
        _types = [.. types.Select(type => (type.Key, Encoding.UTF8.GetBytes(type.Key), new JsonEventType(_options, type.Value)))];
        _error = new Lazy<string?>(FindError);
    }

    /// <summary>A sentence on the first type that cannot be read, and what to do; null if there is none.</summary>
    public string? Error => _error.Value;

    /// <returns>The reader for events of the type; null if the type is not listed.</returns>
    public JsonEventType? Find(string? type) => Array.Find(_types, known => known.Name == type).Type;

    /// <summary>
    /// Finds the type by a member of the root object, without reading the rest. The first member of that name counts: a body with
    /// duplicates is refused later, when it is read as a whole.
    /// </summary>
    /// <returns>The reader for the event; null if the type is not listed, or the body is not a JSON object in UTF-8 with a type.</returns>
    public JsonEventType? FindIn(ReadOnlySpan<byte> body, ReadOnlySpan<byte> member)
    {
        // The JSON reader checks the content of strings only when they are read.
        if (!Utf8.IsValid(body))
        {
            return null;
        }

        try
        {
            Utf8JsonReader reader = JsonRootMember.CreateReader(body);
            return JsonRootMember.TryMoveTo(ref reader, member) && reader.TokenType == JsonTokenType.String ? Find(reader) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private string? FindError() => (
        from known in _types
        let type = known.Type.Type
        let error = JsonReadability.FindError(type, _options)
        where error is not null || !_options.TryGetTypeInfo(type, out _)
        select error ?? $"Its JsonSerializerContext does not contain {type.Name}. Add [JsonSerializable(typeof({type.Name}))] to it.").FirstOrDefault();

    private JsonEventType? Find(in Utf8JsonReader reader)
    {
        foreach ((_, byte[] name, JsonEventType type) in _types)
        {
            if (reader.ValueTextEquals(name))
            {
                return type;
            }
        }

        return null;
    }
}
