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

    /// <summary>Gets the object at this position of an event.</summary>
    public object GetObject(object root)
    {
        if (_parent is null)
        {
            return root;
        }

        object owner = _parent.GetObject(root);
        return (_property is null ? ((IList)owner)[_index] : _property.Get!(owner))!;
    }
}
