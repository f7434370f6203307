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

        events.Select(e => (e.Provider, e.Mode)).Distinct().Should().HaveCount(5 * 4);
        events.Where(e => e.FailsPermanently).Should().NotBeEmpty().And.OnlyContain(e => e.Mode.IsInBackground());
        events.Should().Contain(e => e.HandlerTime > e.Provider.GetLease(SenderKind.UntilSuccess), "leases have to be renewed");
    }

    [Fact]
    public void ReadNumber_OfABodyOfEachType_ReadsIt() => GetEvents().Should().OnlyContain(e => ChaosEvent.ReadNumber(e.Body) == e.Number);

    /// <summary>The promise of a provider's default lease: a claim that a crash left behind ends before the last retry.</summary>
    [Fact]
    public void RetryDelays_OfEachProvider_LeaveARetryAfterTheLease() => ChaosProvider.All.Should().OnlyContain(provider =>
        TimeSpan.FromSeconds(provider.RetryDelays.Sum()) / provider.TimeScale > provider.GetLease(SenderKind.OwnSchedule)
        && provider.GetLease(SenderKind.OwnSchedule) >= TimeSpan.FromSeconds(1));

    internal static IEnumerable<ChaosEvent> GetEvents() =>
        Enumerable.Range(0, Count).Select(number => ChaosEvent.Create(Seed, number, DatabaseEngine.PostgreSql));
}
