namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>The checks of a run find what they are there to find.</summary>
public sealed class RunChecksTests
{
    private const int Ok = 200;
    private const int InProgress = 409;
    private const int Failed = 500;
    private const int Unavailable = 503;

    private readonly EventRecord _inline = new(GetEvent(HandlingMode.Inline));
    private readonly EventRecord _inTransaction = new(GetEvent(HandlingMode.InlineInTransaction));

    [Fact]
    public void NotAccepted_OfASenderThatNeverGotA2xx_IsFound()
    {
        _inline.Add(At(1, Unavailable));

        Check(SenderKind.UntilSuccess, _inline).NotAccepted().Where.Should().ContainSingle();
        Check(SenderKind.OwnSchedule, _inline).NotAccepted().Where.Should().BeEmpty("that sender may give up");
    }

    [Fact]
    public void AcknowledgedButNotHandled_WithoutHandlerRun_IsFound()
    {
        _inline.Add(At(1, Ok));

        Check(SenderKind.OwnSchedule, _inline).AcknowledgedButNotHandled(Runs()).Where.Should().ContainSingle();
        Check(SenderKind.OwnSchedule, _inline).AcknowledgedButNotHandled(Runs(handled: [_inline])).Where.Should().BeEmpty();
    }

    [Fact]
    public void AcknowledgedButNotHandled_WithAHandlerRunThatWasRolledBack_IsFound()
    {
        _inTransaction.Add(At(1, Ok));

        Check(SenderKind.OwnSchedule, _inTransaction).AcknowledgedButNotHandled(Runs(handled: [_inTransaction])).Where.Should().ContainSingle();
        Check(SenderKind.OwnSchedule, _inTransaction).AcknowledgedButNotHandled(Runs(effects: [_inTransaction])).Where.Should().BeEmpty();
    }

    [Fact]
    public void StuckClaims_AnsweredLongAfterTheCrash_AreFound()
    {
        double lease = _inline.Event.Provider.GetLease(SenderKind.UntilSuccess).TotalSeconds;
        _inline.Add(At(1, Attempt.NoAnswer));
        _inline.Add(At(1 + lease, InProgress));
        Check(SenderKind.UntilSuccess, _inline).StuckClaims().Where.Should().BeEmpty("the lease explains it");

        _inline.Add(At(1 + lease + 10, InProgress));
        Check(SenderKind.UntilSuccess, _inline).StuckClaims().Where.Should().ContainSingle();
    }

    [Fact]
    public void HandledAgain_WithoutACrash_IsFound()
    {
        _inline.Add(At(1, Ok));
        _inline.Add(At(2, Ok));
        Check(SenderKind.UntilSuccess, _inline).HandledAgain(Runs(handled: [_inline, _inline])).Where.Should().ContainSingle();

        _inline.Add(At(0, Attempt.NoAnswer));
        Check(SenderKind.UntilSuccess, _inline).HandledAgain(Runs(handled: [_inline, _inline])).Where.Should().BeEmpty("the first may have crashed");
    }

    [Theory]
    [InlineData(InProgress, true)]
    [InlineData(Unavailable, true)]
    [InlineData(Failed, false)]
    [InlineData(Attempt.NoReceiver, false)]
    public void LostAfterCrash_WithARefusedRetryAfterTheLease_IsFound(int last, bool isFound)
    {
        _inline.Add(At(1, Attempt.NoAnswer));
        _inline.Add(At(60, last));

        RunChecks checks = Check(SenderKind.OwnSchedule, _inline);

        checks.LostAfterCrash(Runs()).Where.Should().HaveCount(isFound ? 1 : 0);
        checks.CountGivenUp(Runs()).Values.Sum().Should().Be(1);
        checks.LostAfterCrash(Runs(handled: [_inline])).Where.Should().BeEmpty("it is not lost");
    }

    [Fact]
    public void LostAfterCrash_WithAnAttemptThatFailedAtTheSameTime_IsExplained()
    {
        _inline.Add(At(60, Failed));
        _inline.Add(At(60.05, InProgress));
        Check(SenderKind.OwnSchedule, _inline).LostAfterCrash(Runs()).Where.Should().BeEmpty();

        _inline.Add(At(70, InProgress));
        Check(SenderKind.OwnSchedule, _inline).LostAfterCrash(Runs()).Where.Should().ContainSingle();
    }

    [Fact]
    public void LostAfterCrash_WithNoDatabase_IsExplained()
    {
        _inline.Add(At(1, Attempt.NoAnswer));
        _inline.Add(At(60, Unavailable));

        Check(SenderKind.OwnSchedule, [new Outage(TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61))], _inline)
            .LostAfterCrash(Runs()).Where.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void NotOnce_OfEffects_IsFound(int effects, bool isFound) =>
        Check(SenderKind.UntilSuccess, _inTransaction).NotOnce(Runs(effects: [.. Enumerable.Repeat(_inTransaction, effects)]))
            .Where.Should().HaveCount(isFound ? 1 : 0);

    [Fact]
    public void AfterTheEnd_RefusedForgottenAndHandledAgain_AreFound()
    {
        RunChecks checks = Check(SenderKind.UntilSuccess, _inline);
        HashSet<EventRecord> acknowledged = [_inline];

        checks.NotAcceptedInTheEnd(Last(InProgress)).Where.Should().ContainSingle();
        checks.NotAcceptedInTheEnd(Last(Ok)).Where.Should().BeEmpty();
        checks.NotDuplicate(acknowledged, Last(202)).Where.Should().ContainSingle();
        checks.NotDuplicate(acknowledged, Last(Ok)).Where.Should().BeEmpty();
        checks.HandledInTheEnd(acknowledged, Runs(handled: [_inline]), Runs(handled: [_inline, _inline])).Where.Should().ContainSingle();
        checks.HandledInTheEnd(acknowledged, Runs(handled: [_inline]), Runs(handled: [_inline])).Where.Should().BeEmpty();

        Dictionary<EventRecord, Attempt> Last(int status) => new() { [_inline] = At(100, status) };
    }

    [Fact]
    public void WronglyDead_WithoutItsReason_IsFound()
    {
        var fails = new EventRecord(ChaosEventTests.GetEvents().First(e => e.FailsPermanently));
        string reason = typeof(WebhookPermanentFailureException).FullName!;

        Check(SenderKind.UntilSuccess, fails).WronglyDead(Dead(fails, reason)).Where.Should().BeEmpty();
        Check(SenderKind.UntilSuccess, fails).WronglyDead(Dead(fails, "AttemptsExhausted")).Where.Should().ContainSingle();
        Check(SenderKind.UntilSuccess, fails).WronglyDead(new Dictionary<int, string?>()).Where.Should().ContainSingle();
        Check(SenderKind.UntilSuccess, _inline).WronglyDead(Dead(_inline, reason)).Where.Should().ContainSingle();

        static Dictionary<int, string?> Dead(EventRecord record, string reason) => new() { [record.Event.Number] = reason };
    }

    private static ChaosEvent GetEvent(HandlingMode mode) => ChaosEventTests.GetEvents().First(e => e.Mode == mode);

    private static Attempt At(double second, int status) => new(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + 0.1), status);

    private static HandlerRuns Runs(EventRecord[]? handled = null, EventRecord[]? effects = null) => new(Count(handled), Count(effects));

    private static Dictionary<int, int> Count(EventRecord[]? records) => (records ?? []).CountBy(record => record.Event.Number).ToDictionary();

    private static RunChecks Check(SenderKind sender, params EventRecord[] records) => Check(sender, [], records);

    private static RunChecks Check(SenderKind sender, Outage[] outages, params EventRecord[] records) => new(
        new RunSettings(DatabaseEngine.PostgreSql, sender, 1) { Deliveries = records.Length, Window = TimeSpan.FromSeconds(1), Receivers = 1 },
        records, outages);
}
