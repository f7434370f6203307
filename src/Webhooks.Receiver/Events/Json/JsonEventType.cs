using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Reads events of one type: as a whole, which nearly always works, or member by member. Thread-safe.</summary>
/// <param name="options">The serializer options of the provider's events.</param>
/// <param name="type">The event's type.</param>
internal sealed class JsonEventType(JsonSerializerOptions options, Type type)
{
    private JsonTypeInfo? _info;
    private JsonTypeInfo? _deepInfo;
    private bool? _noticesDuplicates;

    public Type Type => type;

    public JsonTypeInfo Info => _info ??= options.GetTypeInfo(type);

    /// <summary>The same for bodies with more levels than usual.</summary>
    private JsonTypeInfo DeepInfo =>
        _deepInfo ??= new JsonSerializerOptions(options) { MaxDepth = JsonBody.LargestMaxDepth }.GetTypeInfo(type);

    /// <summary>Whether the serializer notices all duplicates. If not, the body is parsed strictly before it is read.</summary>
    private bool NoticesDuplicates => _noticesDuplicates ??= JsonStrictness.NoticesDuplicates(Info);

    /// <summary>Reads a body of valid UTF-8 as a whole.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isDeep">Whether it has more levels than usual, and is allowed to.</param>
    /// <returns>The event; null if the body is malformed, or has a member that cannot be read.</returns>
    public object? TryRead(ReadOnlySpan<byte> body, bool isDeep = false)
    {
        JsonTypeInfo info = isDeep ? DeepInfo : Info; // throws if the type cannot be read at all: an error of the app
        bool isStrict = NoticesDuplicates || JsonBody.Read(body, isDeep, static _ => null).IsRead;
        try
        {
            return isStrict ? JsonSerializer.Deserialize(body, info) : null;
        }
        catch (Exception e) when (e is not NotSupportedException) // which the type causes, and not the body
        {
            return null; // the type may be the user's own, and so are its converters and setters
        }
    }

    /// <summary>
    /// Reads an object that could not be read as a whole. An optional member that cannot be read is null; its JSON is kept among the unknown
    /// members of its object.
    /// </summary>
    /// <param name="root">The object, strictly parsed.</param>
    /// <param name="isDeep">Whether it has more levels than usual, and is allowed to.</param>
    public JsonEventReading ReadByMember(JsonElement root, bool isDeep = false)
    {
        var check = new JsonMemberCheck();
        if (check.FindUnreadable(root, isDeep ? DeepInfo : Info) is { } required)
        {
            return JsonEventReading.Unreadable(required);
        }

        if (TryRead(WithNulls(root, check.Optional), isDeep) is not { } e)
        {
            return JsonEventReading.Unreadable(null);
        }

        foreach (UnreadableMember member in check.Optional)
        {
            if (member.Owner.GetObject(e) is WebhookObject owner)
            {
                owner.ExtensionData ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
                owner.ExtensionData[member.Name] = member.Value;
            }
        }

        return JsonEventReading.Read(e, check.Optional);
    }

    /// <summary>Copies the object's JSON, with null in place of some values.</summary>
    private static byte[] WithNulls(JsonElement root, IReadOnlyList<UnreadableMember> members)
    {
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(root);
        var values = new List<Range>(members.Count);
        foreach (UnreadableMember member in members)
        {
            ReadOnlySpan<byte> value = JsonMarshal.GetRawUtf8Value(member.Value);
            json.Overlaps(value, out int start);
            values.Add(start..(start + value.Length));
        }

        values.Sort((left, right) => left.Start.Value.CompareTo(right.Start.Value));
        var copy = new List<byte>(json.Length);
        int copied = 0;
        foreach (Range value in values)
        {
            copy.AddRange(json[copied..value.Start.Value]);
            copy.AddRange("null"u8);
            copied = value.End.Value;
        }

        copy.AddRange(json[copied..]);
        return [.. copy];
    }
}
