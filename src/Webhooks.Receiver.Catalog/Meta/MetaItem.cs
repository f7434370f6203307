using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>The one event in the JSON of a <see cref="MetaEvent"/>.</summary>
internal static class MetaItem
{
    /// <returns>The field of a change, such as <c>messages</c>; else the list that the event is in; else the object that it is about.</returns>
    public static string? FindType(JsonElement json) =>
        First(json, "changes") is { } change ? EventMember.Text(change, "field")
        : First(json, "messaging") is not null ? "messaging"
        : First(json, "standby") is not null ? "standby"
        : EventMember.Text(json, "object");

    /// <returns>The id of a message, or of the message whose status it is.</returns>
    public static string? FindId(JsonElement json) => Message(json) is { } message ? EventMember.Text(message, "id") ?? EventMember.Text(message, "mid") : null;

    /// <returns>What tells apart the events of one message: a status, its time and whose it is, or what happened to it.</returns>
    public static string? FindDetail(JsonElement json) => Message(json) is not { } message ? null
        : EventMember.Text(message, "status") is not null ? EventMember.Join(message, "status", "timestamp", "recipient_id", "recipient_participant_id", "participant_recipient_id", "participant")
        : (EventMember.IsTrue(message, "is_deleted") ? "deleted" : EventMember.IsTrue(message, "is_echo") ? "echo" : null);

    private static JsonElement? Message(JsonElement json)
    {
        if (First(json, "changes") is { } change)
        {
            JsonElement[] all = EventMember.Text(change, "field") == "messages" && EventMember.Get(change, "value") is { } value
                ? [.. EventMember.Items(value, "messages"), .. EventMember.Items(value, "statuses")]
                : [];
            return all is [{ } single] ? single : null; // several: no id is that of all
        }

        return (First(json, "messaging") ?? First(json, "standby")) is { } item ? EventMember.Get(item, "message") : null;
    }

    private static JsonElement? First(JsonElement json, string list) =>
        EventMember.Items(json, "entry").SelectMany(entry => EventMember.Items(entry, list)).Cast<JsonElement?>().FirstOrDefault();
}
