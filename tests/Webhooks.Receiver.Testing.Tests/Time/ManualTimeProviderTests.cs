namespace Webhooks.Receiver.Testing.Tests;

public sealed class ManualTimeProviderTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void GetUtcNow_OfANewClock_IsItsStartInUtc()
    {
        var start = new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.FromHours(5.75));

        new ManualTimeProvider(start).GetUtcNow().Should().BeExactly(start.ToUniversalTime());
        _clock.GetUtcNow().Should().BeExactly(new DateTimeOffset(2026, 3, 13, 17, 51, 14, TimeSpan.Zero));
        _clock.GetLocalNow().Should().BeExactly(_clock.GetUtcNow());
    }

    [Fact]
    public void Advance_ByATime_MovesWallClockAndTimestamps()
    {
        (DateTimeOffset time, long timestamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());

        _clock.Advance(TimeSpan.FromMinutes(5));

        _clock.GetUtcNow().Should().Be(time.AddMinutes(5));
        _clock.GetElapsedTime(timestamp).Should().Be(TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public void StepWallClock_ByATime_MovesTheWallClockOnly(int days)
    {
        (DateTimeOffset time, long timestamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        using ITimer timer = Timer("a", _second);

        _clock.StepWallClock(TimeSpan.FromDays(days));

        _clock.GetUtcNow().Should().Be(time.AddDays(days));
        _clock.GetTimestamp().Should().Be(timestamp);
        _fired.Should().BeEmpty();
    }

    [Fact]
    public void Advance_PastSeveralTimers_FiresEachAtItsTimeInOrder()
    {
        using ITimer late = Timer("late", _second * 3), first = Timer("first", _second), second = Timer("second", _second);
        using ITimer never = Timer("never", _second * 5);

        _clock.Advance(_second * 4);

        _fired.Should().Equal("first 1", "second 1", "late 3");
        _clock.GetElapsedTime(0).Should().Be(_second * 4);
        _clock.WaitingTimers.Should().Be(1);
    }

    [Fact]
    public void Advance_PastATimerWithAPeriod_FiresItEachTime()
    {
        using ITimer timer = Timer("tick", _second, _second * 2);

        _clock.Advance(_second * 6);

        _fired.Should().Equal("tick 1", "tick 3", "tick 5");
        _clock.WaitingTimers.Should().Be(1);
    }

    [Fact]
    public void Advance_TimerSetByACallback_FiresTooIfDue()
    {
        ITimer? next = null;
        using ITimer first = _clock.CreateTimer(_ => next = Timer("next", _second), null, _second, Timeout.InfiniteTimeSpan);

        _clock.Advance(_second * 2);

        _fired.Should().Equal("next 2");
        next!.Dispose();
    }

    [Fact]
    public void Advance_OfACallback_NeverTakesTheClockBack()
    {
        using ITimer timer = _clock.CreateTimer(_ => _clock.Advance(_second * 10), null, _second, Timeout.InfiniteTimeSpan);

        _clock.Advance(_second * 2);

        _clock.GetElapsedTime(0).Should().Be(_second * 11);
    }

    [Fact]
    public void Advance_CallbackThatThrows_ThrowsAtItsTime()
    {
        using ITimer timer = _clock.CreateTimer(_ => throw new IOException(), null, _second, Timeout.InfiniteTimeSpan);

        FluentActions.Invoking(() => _clock.Advance(_second * 2)).Should().Throw<IOException>();

        _clock.GetElapsedTime(0).Should().Be(_second);
        _clock.WaitingTimers.Should().Be(0);
    }

    [Fact]
    public void Advance_ByZero_FiresWhatIsDueAtOnce()
    {
        using ITimer timer = Timer("now", TimeSpan.Zero);
        _fired.Should().BeEmpty();

        _clock.Advance(TimeSpan.Zero);

        _fired.Should().Equal("now 0");
    }

    [Fact]
    public void Change_OfATimer_ReplacesWhenItFires()
    {
        using ITimer timer = Timer("a", _second);

        timer.Change(_second * 2, Timeout.InfiniteTimeSpan).Should().BeTrue();
        _clock.Advance(_second);
        _fired.Should().BeEmpty();
        _clock.Advance(_second);
        timer.Change(_second, Timeout.InfiniteTimeSpan).Should().BeTrue("a timer that has fired can be set again");
        _clock.Advance(_second);
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).Should().BeTrue();
        _clock.Advance(_second);

        _fired.Should().Equal("a 2", "a 3");
        _clock.WaitingTimers.Should().Be(0);
    }

    [Fact]
    public async Task Dispose_OfATimer_TakesItOutForGood()
    {
        ITimer timer = Timer("a", _second, _second), other = Timer("b", _second, _second);

        timer.Dispose();
        await other.DisposeAsync();

        timer.Change(_second, _second).Should().BeFalse();
        _clock.WaitingTimers.Should().Be(0);
        _clock.Advance(_second * 2);
        _fired.Should().BeEmpty();
    }

    [Fact]
    public async Task Advance_CodeThatWaits_GoesOn()
    {
        using var cancellation = new CancellationTokenSource(_second * 2, _clock);
        Task delay = Task.Delay(_second, _clock);
        _clock.WaitingTimers.Should().Be(2);

        _clock.Advance(_second);

        await delay.WaitAsync(Eventually.Limit);
        cancellation.IsCancellationRequested.Should().BeFalse();
        _clock.Advance(_second);
        cancellation.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task Advance_FromManyThreads_FiresEachTimerOnce()
    {
        int fired = 0;
        ITimer[] timers = [.. Enumerable.Range(1, 200).Select(number =>
            _clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, _second * number, Timeout.InfiniteTimeSpan))];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            while (_clock.WaitingTimers > 0)
            {
                _clock.Advance(_second);
            }
        }))).WaitAsync(Eventually.Limit);

        fired.Should().Be(200);
        _clock.GetElapsedTime(0).Should().BeGreaterThanOrEqualTo(_second * 200);
        timers.Should().OnlyContain(timer => timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void CreateTimer_UnusableArguments_Throws()
    {
        TimeSpan tooLong = TimeSpan.FromMilliseconds(uint.MaxValue), negative = TimeSpan.FromTicks(-1);
        using ITimer timer = Timer("a", _second);

        FluentActions.Invoking(() => _clock.CreateTimer(null!, null, _second, _second)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Timer("b", negative)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("dueTime");
        FluentActions.Invoking(() => Timer("b", _second, tooLong)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("period");
        FluentActions.Invoking(() => timer.Change(tooLong, _second)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => _clock.Advance(negative)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("time");
        _clock.WaitingTimers.Should().Be(1);
    }

    /// <summary>Notes its name and the seconds that have passed when it fires.</summary>
    private ITimer Timer(string name, TimeSpan dueTime, TimeSpan? period = null) => _clock.CreateTimer(
        state => _fired.Add($"{state} {_clock.GetElapsedTime(0).TotalSeconds}"), name, dueTime, period ?? Timeout.InfiniteTimeSpan);
}
