namespace Webhooks.Receiver.Chaos;

/// <summary>How often the handler of each event ran to its end, as the journals say, and how many effects it has in the database.</summary>
/// <param name="handledCounts">How often the handler of each event ran to its end, by the number of the event.</param>
/// <param name="effectCounts">How many effects each event has.</param>
internal sealed class HandlerRuns(IReadOnlyDictionary<int, int> handledCounts, IReadOnlyDictionary<int, int> effectCounts)
{
    public static async Task<HandlerRuns> ReadAsync(string folder, ChaosDatabase database) => new(
        Journal.ReadAll(folder).Where(line => line.Entry == JournalEntry.Handled).CountBy(line => line.Number).ToDictionary(),
        await database.CountEffectsAsync());

    public int Handled(ChaosEvent handled) => handledCounts.GetValueOrDefault(handled.Number);

    public int Effects(ChaosEvent handled) => effectCounts.GetValueOrDefault(handled.Number);

    /// <summary>Whether the event was handled so that nothing can undo it.</summary>
    public bool IsHandled(ChaosEvent handled) => handled.Mode.IsInTransaction() ? Effects(handled) > 0 : Handled(handled) > 0;
}
