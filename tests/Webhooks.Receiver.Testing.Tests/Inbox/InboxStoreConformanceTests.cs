namespace Webhooks.Receiver.Testing.Tests;

public sealed class InboxStoreConformanceTests
{
    public static TheoryData<InboxFlaw, string> FlawedStores()
    {
        var rows = new TheoryData<InboxFlaw, string>();
        foreach ((InboxFlaw flaw, string caseName) in InboxFlawsAndCases.All)
        {
            rows.Add(flaw, caseName);
        }

        return rows;
    }

    [Fact]
    public async Task RunAllAsync_PlainStoresWithoutFlaw_Passes()
    {
        await using InboxManualClockFixture fixture = CreateFixture(InboxFlaw.None);

        await InboxStoreConformance.RunAllAsync(fixture, CancellationToken.None);
    }

    [Fact]
    public async Task RunAllAsync_OneInboxForAllCases_Passes()
    {
        FlawedInbox? inbox = null;
        await using var fixture = new InboxManualClockFixture(clock => (inbox ??= new FlawedInbox(InboxFlaw.None, clock)).Stores, raceRounds: 5);

        await InboxStoreConformance.RunAllAsync(fixture, CancellationToken.None);
        await InboxStoreConformance.RunAllAsync(fixture, CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(FlawedStores))]
    public async Task RunAsync_FlawedStore_Fails(InboxFlaw flaw, string caseName)
    {
        await using InboxManualClockFixture fixture = CreateFixture(flaw);
        var run = () => InboxStoreConformance.Cases.Single(c => c.Name == caseName).RunAsync(fixture, CancellationToken.None);

        ConformanceException failure = (await run.Should().ThrowAsync<ConformanceException>()).Which;

        failure.CaseName.Should().Be(caseName);
        failure.Message.Should().StartWith($"[{caseName}] ").And.Contain(failure.Expected).And.Contain(failure.Actual);
    }

    [Fact]
    public void FlawsAndCases_All_LeaveNoCaseAndNoFlawOut()
    {
        InboxFlawsAndCases.All.Select(row => row.CaseName).Should().Contain(InboxStoreConformance.Cases.Select(c => c.Name));
        InboxFlawsAndCases.All.Select(row => row.Flaw).Should().Contain(Enum.GetValues<InboxFlaw>().Except([InboxFlaw.None]));
    }

    [Fact]
    public void Cases_Names_AreUniqueAndShown()
    {
        InboxStoreConformance.Cases.Select(c => c.Name).Should().OnlyHaveUniqueItems().And.NotContainNulls();
        InboxStoreConformance.Cases.Should().OnlyContain(c => c.ToString() == c.Name);
    }

    [Fact]
    public async Task RunAllAsync_FlawedStore_NamesEveryFailure()
    {
        await using InboxManualClockFixture fixture = CreateFixture(InboxFlaw.IgnoresCancellation);

        var run = () => InboxStoreConformance.RunAllAsync(fixture, CancellationToken.None);

        ConformanceException failure = (await run.Should().ThrowAsync<ConformanceException>()).Which;
        failure.InnerException.Should().BeOfType<AggregateException>().Which.InnerExceptions.Should().HaveCount(6);
        failure.Message.Should().Contain("6 failed");
    }

    [Fact]
    public async Task RunAllAsync_Cancelled_Throws()
    {
        await using InboxManualClockFixture fixture = CreateFixture(InboxFlaw.None);

        var run = () => InboxStoreConformance.RunAllAsync(fixture, new CancellationToken(canceled: true));

        await run.Should().ThrowAsync<OperationCanceledException>();
    }

    private static InboxManualClockFixture CreateFixture(InboxFlaw flaw) => new(clock => new FlawedInbox(flaw, clock).Stores);
}
