using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Where in an event an object stands, so that it can be found again once the event has been read.</summary>
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

    /// <summary>What stands there in an event.</summary>
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
