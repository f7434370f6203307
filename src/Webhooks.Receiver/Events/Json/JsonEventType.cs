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
    public object? TryRead(ReadOnlySpan<byte> body, bool isDeep = false) => isDeep ? TryReadDeep(body.ToArray()) : TryReadHere(body, isDeep: false);

    // A method of its own: its closure would be allocated for every body. A span cannot get to another thread.
    private object? TryReadDeep(byte[] body) => DeepStack.Run(() => TryReadHere(body, isDeep: true));

    private object? TryReadHere(ReadOnlySpan<byte> body, bool isDeep)
    {
        JsonTypeInfo info = isDeep ? DeepInfo : Info; // throws if the type cannot be read at all: an error of the app
        bool isStrict = NoticesDuplicates || JsonBody.Read(body, isDeep, static _ => null).IsRead;
        try
        {
            return isStrict ? JsonSerializer.Deserialize(body, info) : null;
        }
        catch (Exception)
        {
            return null; // any exception: the type may be the user's own, and so are its converters and setters
        }
    }

    /// <summary>
    /// Reads an object that could not be read as a whole. An optional member that cannot be read is null; its JSON is kept among the unknown
    /// members of its object.
    /// </summary>
    /// <param name="root">The object, strictly parsed.</param>
    /// <param name="isDeep">Whether it has more levels than usual, and is allowed to.</param>
    public JsonEventReading ReadByMember(JsonElement root, bool isDeep = false) =>
        isDeep ? ReadByMemberDeep(root) : ReadByMemberHere(root, isDeep: false);

    private JsonEventReading ReadByMemberDeep(JsonElement root) => DeepStack.Run(() => ReadByMemberHere(root, isDeep: true));

    private JsonEventReading ReadByMemberHere(JsonElement root, bool isDeep) =>
        ReadByMember(root, isDeep, new JsonMemberCheck()) ?? ReadByMember(root, isDeep, JsonMemberCheck.WithObjects(root)) ?? JsonEventReading.Unreadable(null);

    /// <returns>Null if the event cannot be read, although the check finds no reason.</returns>
    private JsonEventReading? ReadByMember(JsonElement root, bool isDeep, JsonMemberCheck check)
    {
        if (check.FindUnreadable(root, isDeep ? DeepInfo : Info) is { } required)
        {
            return JsonEventReading.Unreadable(required.Length == 0 ? null : required);
        }

        if (TryReadHere(JsonNulls.Copy(root, check.Optional), isDeep) is not { } e)
        {
            return null;
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
}
