namespace Webhooks.Receiver.Testing.Tests;

public sealed class IdempotencyStoreConformanceTests
{
    public static TheoryData<Flaw, string> FlawedStores()
    {
        var rows = new TheoryData<Flaw, string>();
        foreach ((Flaw flaw, string caseName) in FlawsAndCases.All)
        {
            rows.Add(flaw, caseName);
        }

        return rows;
    }

    [Fact]
    public async Task RunAllAsync_PlainStoreWithoutFlaw_Passes()
    {
        await using ManualClockFixture fixture = FixtureOf(Flaw.None);

        await IdempotencyStoreConformance.RunAllAsync(fixture, CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(FlawedStores))]
    public async Task RunAsync_FlawedStore_Fails(Flaw flaw, string caseName)
    {
        await using ManualClockFixture fixture = FixtureOf(flaw);

        ConformanceException failure = await FailureOf(caseName, fixture);

        failure.CaseName.Should().Be(caseName);
        failure.Message.Should().StartWith($"[{caseName}] ").And.Contain(failure.Expected).And.Contain(failure.Actual);
    }

    [Fact]
    public void FlawsAndCases_All_LeaveNoCaseAndNoFlawOut()
    {
        FlawsAndCases.All.Select(row => row.CaseName).Should().Contain(IdempotencyStoreConformance.Cases.Select(c => c.Name));
        FlawsAndCases.All.Select(row => row.Flaw).Should().Contain(Enum.GetValues<Flaw>().Except([Flaw.None]));
    }

    [Fact]
    public void Cases_Names_AreUniqueAndShown()
    {
        IdempotencyStoreConformance.Cases.Select(c => c.Name).Should().OnlyHaveUniqueItems().And.NotContainNulls();
        IdempotencyStoreConformance.Cases.Should().OnlyContain(c => c.ToString() == c.Name);
    }

    [Fact]
    public async Task RunAsync_WrongAnswer_SaysWhatWasExpectedAndWhatCame()
    {
        await using ManualClockFixture fixture = FixtureOf(Flaw.LeaseNeverEnds);

        ConformanceException failure = await FailureOf("lease/end-makes-claimable", fixture);

        failure.Message.Should().Be(
            "[lease/end-makes-claimable] a claim after the owner's lease ended: expected Claimed, but got InProgress.");
    }

    [Fact]
    public async Task RunAsync_StoreThatThrows_FailsWithItsExceptionInside()
    {
        var thrown = new IOException("No route to the store.");
        await using var fixture = new ManualClockFixture(clock =>
        {
            var store = new FaultInjectingIdempotencyStore(new InMemoryIdempotencyStore(timeProvider: clock), clock);
            store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Fail(exception: () => thrown));
            return store;
        });

        ConformanceException failure = await FailureOf("complete/twice-is-false", fixture);

        failure.InnerException.Should().BeSameAs(thrown);
        failure.Expected.Should().Be("no exception");
        failure.Actual.Should().Be("IOException: No route to the store.");
    }

    [Fact]
    public async Task RunAsync_SecondStoreOverOtherData_Fails()
    {
        await using var fixture = new ManualClockFixture(
            clock => new InMemoryIdempotencyStore(timeProvider: clock), clock => new InMemoryIdempotencyStore(timeProvider: clock));

        await FailureOf("claim/is-in-progress-until-completed", fixture);
        await FailureOf("race/claims-of-a-new-key", fixture);
    }

    [Fact]
    public async Task RunAllAsync_SecondStoreOverTheSameData_Passes()
    {
        InMemoryIdempotencyStore? shared = null;
        await using var fixture = new ManualClockFixture(
            clock => shared = new InMemoryIdempotencyStore(timeProvider: clock),
            clock => new FaultInjectingIdempotencyStore(shared!, clock),
            raceRounds: 5);

        await IdempotencyStoreConformance.RunAllAsync(fixture, CancellationToken.None);
    }

    [Fact]
    public async Task RunAllAsync_FlawedStore_NamesEveryFailure()
    {
        await using ManualClockFixture fixture = FixtureOf(Flaw.IgnoresCancellation);

        var run = () => IdempotencyStoreConformance.RunAllAsync(fixture, CancellationToken.None);

        ConformanceException failure = (await run.Should().ThrowAsync<ConformanceException>()).Which;
        var inner = failure.InnerException.Should().BeOfType<AggregateException>().Which
            .InnerExceptions.Cast<ConformanceException>().ToList();
        inner.Should().HaveCount(4).And.OnlyContain(e => e.CaseName.StartsWith("cancelled/", StringComparison.Ordinal));
        inner.Should().OnlyContain(e => failure.Message.Contains(e.Message, StringComparison.Ordinal));
        failure.Message.Should().Contain("4 failed");
    }

    [Fact]
    public async Task RunAllAsync_Cancelled_Throws()
    {
        await using ManualClockFixture fixture = FixtureOf(Flaw.None);

        var run = () => IdempotencyStoreConformance.RunAllAsync(fixture, new CancellationToken(canceled: true));

        await run.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task RunAsync_FixtureThatThrows_LetsItsExceptionThrough()
    {
        await using var fixture = new ManualClockFixture(_ => throw new NotSupportedException("no database here"));

        var run = () => IdempotencyStoreConformance.Cases[0].RunAsync(fixture, CancellationToken.None);

        await run.Should().ThrowAsync<NotSupportedException>();
    }

    private static ManualClockFixture FixtureOf(Flaw flaw) => new(clock => new FlawedIdempotencyStore(flaw, clock));

    private static async Task<ConformanceException> FailureOf(string caseName, IdempotencyStoreFixture fixture)
    {
        var run = () => IdempotencyStoreConformance.Cases.Single(c => c.Name == caseName).RunAsync(fixture, CancellationToken.None);
        return (await run.Should().ThrowAsync<ConformanceException>()).Which;
    }
}
