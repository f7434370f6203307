namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>The checks of a run look at each event of a delivery with several.</summary>
public sealed class SeveralEventsChecksTests
{
    private readonly EventRecord _inline = GetRecord(HandlingMode.Inline);
    private readonly EventRecord _inTransaction = GetRecord(HandlingMode.InlineInTransaction);

    [Fact]
    public void AcknowledgedButNotHandled_WithOneThatWasNot_IsFound()
    {
        _inline.Add(At(1, 200));

        Check(_inline).AcknowledgedButNotHandled(Runs([.. _inline.Events.Skip(1)])).Where.Should().ContainSingle();
        Check(_inline).AcknowledgedButNotHandled(Runs([.. _inline.Events.SkipLast(1)])).Where.Should().ContainSingle();
        Check(_inline).AcknowledgedButNotHandled(Runs([.. _inline.Events])).Where.Should().BeEmpty();
    }

    [Fact]
    public void HandledAgain_OfTheLast_IsFound()
    {
        _inline.Add(At(1, 200));
        _inline.Add(At(2, 200));

        Check(_inline).HandledAgain(Runs([.. _inline.Events, _inline.Events[^1]])).Where.Should().ContainSingle();
        Check(_inline).HandledAgain(Runs([.. _inline.Events])).Where.Should().BeEmpty();
    }

    [Fact]
    public void HandledInTheEnd_OfTheLast_IsFound() => Check(_inline)
        .HandledInTheEnd(new HashSet<EventRecord> { _inline }, Runs([.. _inline.Events]), Runs([.. _inline.Events, _inline.Events[^1]])).Where.Should().ContainSingle();

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void NotOnce_OfTheLast_IsFound(int effects)
    {
        ChaosEvent last = _inTransaction.Events[^1];

        Check(_inTransaction).NotOnce(Effects([.. _inTransaction.Events.SkipLast(1), .. Enumerable.Repeat(last, effects)])).Where.Should().ContainSingle();
        Check(_inTransaction).NotOnce(Effects([.. _inTransaction.Events])).Where.Should().BeEmpty();
    }

    [Fact]
    public void WronglyDead_OfTheLast_IsFound() =>
        Check(_inline).WronglyDead(new Dictionary<int, string?> { [_inline.Events[^1].Number] = "any" }).Where.Should().ContainSingle();

    /// <summary>Each attempt may have claimed what the other needs.</summary>
    [Theory]
    [InlineData(1.05, false)]
    [InlineData(1.2, true)]
    public void StuckClaims_TwoThatAreRefused_ExplainEachOtherWhileTheyOverlap(double second, bool isFound)
    {
        _inline.Add(At(1, 409));
        _inline.Add(At(second, 409));

        Check(_inline).StuckClaims().Where.Should().HaveCount(isFound ? 1 : 0);
    }

    [Fact]
    public void StuckClaims_OneThatIsRefused_DoesNotExplainItself()
    {
        _inline.Add(At(1, 409));

        Check(_inline).StuckClaims().Where.Should().ContainSingle();
    }

    private static EventRecord GetRecord(HandlingMode mode) =>
        new(ChaosEventTests.GetDeliveries().First(events => events.Count > 2 && events[0].Mode == mode));

    private static Attempt At(double second, int status) => new(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + 0.1), status);

    private static HandlerRuns Runs(params ChaosEvent[] handled) => new(Count(handled), Count([]));

    private static HandlerRuns Effects(params ChaosEvent[] effects) => new(Count([]), Count(effects));

    private static Dictionary<int, int> Count(ChaosEvent[] events) => events.CountBy(e => e.Number).ToDictionary();

    private static RunChecks Check(EventRecord record) => new(
        new RunSettings(DatabaseEngine.PostgreSql, SenderKind.UntilSuccess, 1) { Deliveries = 1, Window = TimeSpan.FromSeconds(1), Receivers = 1 },
        [record], []);
}
