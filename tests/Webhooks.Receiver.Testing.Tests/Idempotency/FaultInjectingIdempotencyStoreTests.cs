namespace Webhooks.Receiver.Testing.Tests;

public sealed class FaultInjectingIdempotencyStoreTests
{
    private readonly FaultyStore _faulty = new();

    [Fact]
    public async Task Store_WithoutFaults_PassesTheConformanceSuite()
    {
        await using var fixture = new ManualClockFixture(
            clock => new FaultInjectingIdempotencyStore(new InMemoryIdempotencyStore(timeProvider: clock), clock), raceRounds: 5);

        await IdempotencyStoreConformance.RunAllAsync(fixture, CancellationToken.None);
    }

    [Fact]
    public async Task Inject_FailBeforeEffect_LeavesTheStoreAlone()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail());

        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<InjectedFaultException>();

        _faulty.Inner.Count.Should().Be(0);
    }

    [Fact]
    public async Task Inject_FailAfterEffect_LosesTheAnswerOnly()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(FaultTiming.AfterEffect));

        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<InjectedFaultException>();

        _faulty.Inner.Count.Should().Be(1);
    }

    [Fact]
    public async Task Inject_OwnException_IsThrown()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(exception: () => new TimeoutException()));

        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task Inject_SeveralFaults_StrikeInOrderAndOnlyAsOften()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.None, times: 1);
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(exception: () => new TimeoutException()), times: 2);
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 1);

        (await _faulty.ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<TimeoutException>();
        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<TimeoutException>();
        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<InjectedFaultException>();
        (await _faulty.ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.InProgress);
    }

    [Theory]
    [InlineData(IdempotencyOperation.Claim)]
    [InlineData(IdempotencyOperation.Renew)]
    [InlineData(IdempotencyOperation.Complete)]
    [InlineData(IdempotencyOperation.Release)]
    public async Task Inject_OneOperation_LeavesTheOthersAlone(IdempotencyOperation faulty)
    {
        _faulty.Store.Inject(faulty, IdempotencyFault.Fail());

        foreach (IdempotencyOperation operation in Enum.GetValues<IdempotencyOperation>())
        {
            Func<Task> call = () => _faulty.CallAsync(operation);
            if (operation == faulty)
            {
                await call.Should().ThrowAsync<InjectedFaultException>();
            }
            else
            {
                await call.Should().NotThrowAsync();
            }

            _faulty.Store.GetCallCount(operation).Should().Be(1);
        }
    }

    [Fact]
    public async Task Clear_AfterFaults_EndsThemForCallsToCome()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 3);
        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<InjectedFaultException>();

        _faulty.Store.Clear();

        (await _faulty.ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 1);
        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<InjectedFaultException>();
    }

    [Fact]
    public async Task Inject_DelayBeforeEffect_WaitsByTheClock()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Delay(TimeSpan.FromSeconds(5)));

        Task<IdempotencyClaim> claim = _faulty.ClaimAsync();
        _faulty.Clock.Advance(TimeSpan.FromSeconds(4));
        (claim.IsCompleted, _faulty.Inner.Count).Should().Be((false, 0));
        _faulty.Clock.Advance(TimeSpan.FromSeconds(1));

        (await claim).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Fact]
    public async Task Inject_DelayAfterEffect_WaitsWithTheAnswer()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Delay(TimeSpan.FromSeconds(5), FaultTiming.AfterEffect));

        Task<IdempotencyClaim> claim = _faulty.ClaimAsync();
        (claim.IsCompleted, _faulty.Inner.Count).Should().Be((false, 1));
        _faulty.Clock.Advance(TimeSpan.FromSeconds(5));

        (await claim).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Theory]
    [InlineData(FaultTiming.BeforeEffect, 0)]
    [InlineData(FaultTiming.AfterEffect, 1)]
    public async Task Inject_Hang_EndsWhenCancelled(FaultTiming timing, int expectedCount)
    {
        using var cancellation = new CancellationTokenSource();
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Hang(timing));

        Task claim = _faulty.Store.ClaimAsync(FaultyStore.Key, FaultyStore.Lease, cancellation.Token).AsTask();
        claim.IsCompleted.Should().BeFalse();
        _faulty.Inner.Count.Should().Be(expectedCount);
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => claim).Should().ThrowAsync<OperationCanceledException>();
        _faulty.Inner.Count.Should().Be(expectedCount);
    }

    [Fact]
    public async Task Resume_CallsThatHang_GoOnAndLaterOnesHang()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Hang());

        Task<IdempotencyClaim> first = _faulty.ClaimAsync();
        _faulty.Store.Resume();
        Task<IdempotencyClaim> second = _faulty.ClaimAsync();

        (await first).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        second.IsCompleted.Should().BeFalse();
        _faulty.Store.Resume();
        (await second).Status.Should().Be(IdempotencyClaimStatus.InProgress);
    }

    [Fact]
    public async Task GetAnsweredCallCount_CallsThatThrowOrHang_DoNotCountUntilTheyReturn()
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(FaultTiming.AfterEffect), times: 1);
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Hang(FaultTiming.AfterEffect), times: 1);
        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<InjectedFaultException>();
        Task hanging = _faulty.ClaimAsync();

        _faulty.Store.GetAnsweredCallCount(IdempotencyOperation.Claim).Should().Be(0);
        _faulty.Store.Resume();
        await hanging;
        await _faulty.ClaimAsync();

        _faulty.Store.GetAnsweredCallCount(IdempotencyOperation.Claim).Should().Be(2);
        _faulty.Store.GetCallCount(IdempotencyOperation.Claim).Should().Be(3);
        _faulty.Store.GetAnsweredCallCount(IdempotencyOperation.Complete).Should().Be(0);
    }

    [Fact]
    public async Task GetCallCount_ManyThreads_CountsEachCallAndStrikesAsOftenAsAsked()
    {
        const int calls = 400;
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: calls / 4);

        bool[] failed = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => Task.Run(async () =>
        {
            try
            {
                await _faulty.ClaimAsync();
                return false;
            }
            catch (InjectedFaultException)
            {
                return true;
            }
        })));

        failed.Count(f => f).Should().Be(calls / 4);
        _faulty.Store.GetCallCount(IdempotencyOperation.Claim).Should().Be(calls);
        _faulty.Store.GetCallCount(IdempotencyOperation.Renew).Should().Be(0);
    }

    [Fact]
    public void Inject_UnusableArguments_Throws()
    {
        FluentActions.Invoking(() => new FaultInjectingIdempotencyStore(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => _faulty.Store.Inject(IdempotencyOperation.Claim, null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 0))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("times");
        FluentActions.Invoking(() => _faulty.Store.Inject((IdempotencyOperation)4, IdempotencyFault.Fail()))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("operation");
        FluentActions.Invoking(() => _faulty.Store.GetAnsweredCallCount((IdempotencyOperation)(-1)))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("operation");
        FluentActions.Invoking(() => IdempotencyFault.Delay(TimeSpan.Zero)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => IdempotencyFault.Run(null!)).Should().Throw<ArgumentNullException>().WithParameterName("action");
    }
}
