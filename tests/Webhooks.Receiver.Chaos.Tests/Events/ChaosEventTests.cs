using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Chaos.Tests;

public sealed class ChaosEventTests
{
    private const int Seed = 1;
    private const int Count = 2000;

    [Fact]
    public void Create_WithTheSameSeed_CreatesTheSameEvents() => GetEvents().Should().Equal(GetEvents());

    [Fact]
    public void Create_OfManyNumbers_HasEachProviderInEachMode()
    {
        ChaosEvent[] events = [.. GetEvents()];

        events.Select(e => (e.Provider, e.Mode)).Distinct().Should().HaveCount(6 * 4);
        events.Where(e => e.FailsPermanently).Should().NotBeEmpty().And.OnlyContain(e => e.Mode.IsInBackground());
        events.Should().Contain(e => e.HandlerTime > e.Provider.GetLease(SenderKind.UntilSuccess), "leases have to be renewed");
    }

    [Fact]
    public void CreateDelivery_OfAProviderThatSendsSeveral_HasEventsOfItsOwn()
    {
        IReadOnlyList<ChaosEvent>[] deliveries = [.. GetDeliveries()];

        deliveries.Select(events => events.Count).Distinct().Should().BeEquivalentTo([1, 2, 3, 4, 5, 6]);
        deliveries.Should().OnlyContain(events => events.Count == 1 || events[0].Provider.Provider.BringsSeveralEvents);
        deliveries.Should().OnlyContain(events => events.All(e => e.Provider == events[0].Provider && e.Mode == events[0].Mode));
        deliveries.SelectMany(events => events).Select(e => e.Number).Should().OnlyHaveUniqueItems();
        deliveries.SelectMany(events => events.Skip(1)).Should().OnlyContain(e => e == ChaosEvent.Create(Seed, e.Number, DatabaseEngine.PostgreSql));
    }

    [Fact]
    public void ReadNumber_OfAPartOfABatch_IsThatOfItsEvent()
    {
        foreach (IReadOnlyList<ChaosEvent> events in GetDeliveries().Where(events => events.Count > 1))
        {
            byte[] body = events[0].Provider.CreateBatch!([.. events.Select(e => (e.EventType, (string?)e.Id))]);

            WebhookParts parts = CueApiSubscriptionEvent.Provider.Split(new WebhookPayload(body, WebhookHeaders.Empty));

            parts.Bodies!.Select(part => ChaosEvent.ReadNumber(part.Span)).Should().Equal(events.Select(e => e.Number));
        }
    }

    [Fact]
    public void ReadNumber_OfABodyOfEachType_ReadsIt() => GetEvents().Should().OnlyContain(e => ChaosEvent.ReadNumber(e.Body) == e.Number);

    /// <summary>The promise of a provider's default lease: a claim that a crash left behind ends before the last retry.</summary>
    [Fact]
    public void RetryDelays_OfEachProvider_LeaveARetryAfterTheLease() => ChaosProvider.All.Should().OnlyContain(provider =>
        TimeSpan.FromSeconds(provider.RetryDelays.Sum()) / provider.TimeScale > provider.GetLease(SenderKind.OwnSchedule)
        && provider.GetLease(SenderKind.OwnSchedule) >= TimeSpan.FromSeconds(1));

    internal static IEnumerable<IReadOnlyList<ChaosEvent>> GetDeliveries() =>
        Enumerable.Range(0, Count).Select(number => ChaosEvent.CreateDelivery(Seed, number, DatabaseEngine.PostgreSql));

    internal static IEnumerable<ChaosEvent> GetEvents() =>
        Enumerable.Range(0, Count).Select(number => ChaosEvent.Create(Seed, number, DatabaseEngine.PostgreSql));
}
