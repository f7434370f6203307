namespace Webhooks.Receiver.Chaos;

/// <summary>Which event is sent when: each one to several times, spread over the window in random order.</summary>
internal static class SendingPlan
{
    public static IReadOnlyList<(TimeSpan DueAt, EventRecord Record)> Create(RunSettings settings, IReadOnlyList<EventRecord> records)
    {
        var random = new Random(settings.Seed);
        return
        [
            .. from record in records
               from copy in Enumerable.Range(0, random.Next(1, settings.MaxCopies + 1))
               let dueAt = settings.Window * random.NextDouble()
               orderby dueAt
               select (dueAt, record),
        ];
    }
}
