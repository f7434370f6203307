using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>The position of an object in an event, to find the object after the event has been read.</summary>
internal sealed class JsonPlace
{
    private readonly JsonPlace? _parent;
    private readonly JsonPropertyInfo? _property;
    private readonly int _index;

    private JsonPlace(JsonPlace? parent, JsonPropertyInfo? property, int index)
    {
        _parent = parent;
        _property = property;
        _index = index;
    }

    /// <summary>The event itself.</summary>
    public static JsonPlace Root { get; } = new(null, null, 0);

    public JsonPlace Member(JsonPropertyInfo property) => new(this, property, 0);

    public JsonPlace Element(int index) => new(this, null, index);

    /// <summary>Gets the object at this position of an event; null if it cannot be found again, as in a set or behind a setter without a getter.</summary>
    public object? GetObject(object root)
    {
        if (_parent is null)
        {
            return root;
        }

        return _parent.GetObject(root) is not { } owner ? null
            : _property is not null ? _property.Get?.Invoke(owner)
            : owner is IList list && _index < list.Count ? list[_index]
            : null;
    }
}
