namespace Webhooks.Receiver.Chaos;

/// <summary>Something that must not be, with all places where it was found.</summary>
internal sealed record Finding(string What, IReadOnlyList<string> Where)
{
    private const int MaxShown = 10;

    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            $"WRONG: {What}: {Where.Count}",
            .. Where.Take(MaxShown).Select(place => $"    {place}"),
            .. Where.Count > MaxShown ? (string[])[$"    and {Where.Count - MaxShown} more"] : [],
        ]);
}
