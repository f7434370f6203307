namespace Webhooks.Receiver;

/// <summary>The result of reading an event member by member: the event, or the member that cannot be read.</summary>
internal readonly record struct JsonEventReading
{
    private JsonEventReading(object? e, IReadOnlyList<string> driftedMembers, string? unreadableMember)
    {
        Event = e;
        DriftedMembers = driftedMembers;
        UnreadableMember = unreadableMember;
    }

    /// <summary>The event; null if a required member cannot be read.</summary>
    public object? Event { get; }

    /// <summary>The paths of the optional members that could not be read, each once.</summary>
    public IReadOnlyList<string> DriftedMembers { get; }

    /// <summary>The path of the required member that cannot be read.</summary>
    public string? UnreadableMember { get; }

    public static JsonEventReading Read(object e, IEnumerable<UnreadableMember> unread) =>
        new(e, [.. unread.Select(member => member.Path).Distinct(StringComparer.Ordinal)], null);

    public static JsonEventReading Unreadable(string? member) => new(null, [], member);
}
