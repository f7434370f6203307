namespace Webhooks.Receiver.Tests;

/// <summary>All that is fuzzed.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. FuzzedProviders.All.Select(one => one.Parser()),
        .. FuzzedProviders.All.Select(one => one.Reader()),
        StoreFuzz.Target("store", keys: 4, longest: 6, capacity: 100),
        StoreFuzz.Target("store in little one", keys: 4, longest: 6, capacity: 2),
        StoreFuzz.Target("store of many keys", keys: 16, longest: 60, capacity: 8),
    ];

    public static FuzzTarget Of(string name) => All.Single(target => target.Name == name);
}
