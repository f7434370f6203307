namespace Webhooks.Receiver.Tests;

/// <summary>All that is fuzzed.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. FuzzedRooms.All.Select(room => room.Parser()),
        .. FuzzedRooms.All.Select(room => room.Reader()),
        StoreFuzz.Target("store", keys: 4, longest: 6, capacity: 100),
        StoreFuzz.Target("store in little room", keys: 4, longest: 6, capacity: 2),
        StoreFuzz.Target("store of many keys", keys: 16, longest: 60, capacity: 8),
    ];

    public static FuzzTarget Of(string name) => All.Single(target => target.Name == name);
}
