namespace Webhooks.Receiver.Testing.Tests;

public sealed class FaultInjectingIdempotencyStoreTests
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly IdempotencyKey _key = KeyOf("evt_1");
    private static readonly IdempotencyKey _otherKey = KeyOf("evt_2");

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryIdempotencyStore _inner;
    private readonly FaultInjectingIdempotencyStore _store;

    public FaultInjectingIdempotencyStoreTests()
    {
        _inner = new InMemoryIdempotencyStore(timeProvider: _clock);
        _store = new FaultInjectingIdempotencyStore(_inner, _clock);
    }

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
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail());

        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<InjectedFaultException>();

        _inner.Count.Should().Be(0);
    }

    [Fact]
    public async Task Inject_FailAfterEffect_LosesTheAnswerOnly()
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(FaultTiming.AfterEffect));

        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<InjectedFaultException>();

        _inner.Count.Should().Be(1);
    }

    [Fact]
    public async Task Inject_OwnException_IsThrown()
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(exception: () => new TimeoutException()));

        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task Inject_SeveralFaults_StrikeInOrderAndOnlyAsOften()
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.None, times: 1);
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(exception: () => new TimeoutException()), times: 2);
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 1);

        (await ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<TimeoutException>();
        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<TimeoutException>();
        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<InjectedFaultException>();
        (await ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.InProgress);
    }

    [Theory]
    [InlineData(IdempotencyOperation.Claim)]
    [InlineData(IdempotencyOperation.Renew)]
    [InlineData(IdempotencyOperation.Complete)]
    [InlineData(IdempotencyOperation.Release)]
    public async Task Inject_OneOperation_LeavesTheOthersAlone(IdempotencyOperation faulty)
    {
        _store.Inject(faulty, IdempotencyFault.Fail());

        foreach (IdempotencyOperation operation in Enum.GetValues<IdempotencyOperation>())
        {
            Func<Task> call = () => CallAsync(operation);
            if (operation == faulty)
            {
                await call.Should().ThrowAsync<InjectedFaultException>();
            }
            else
            {
                await call.Should().NotThrowAsync();
            }

            _store.GetCallCount(operation).Should().Be(1);
        }
    }

    [Fact]
    public async Task Clear_AfterFaults_EndsThemForCallsToCome()
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 3);
        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<InjectedFaultException>();

        _store.Clear();

        (await ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 1);
        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<InjectedFaultException>();
    }

    [Fact]
    public async Task Inject_DelayBeforeEffect_WaitsByTheClock()
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Delay(TimeSpan.FromSeconds(5)));

        Task<IdempotencyClaim> claim = ClaimAsync();
        _clock.Advance(TimeSpan.FromSeconds(4));
        (claim.IsCompleted, _inner.Count).Should().Be((false, 0));
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await claim).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Fact]
    public async Task Inject_DelayAfterEffect_WaitsWithTheAnswer()
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Delay(TimeSpan.FromSeconds(5), FaultTiming.AfterEffect));

        Task<IdempotencyClaim> claim = ClaimAsync();
        (claim.IsCompleted, _inner.Count).Should().Be((false, 1));
        _clock.Advance(TimeSpan.FromSeconds(5));

        (await claim).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Theory]
    [InlineData(FaultTiming.BeforeEffect, 0)]
    [InlineData(FaultTiming.AfterEffect, 1)]
    public async Task Inject_Hang_EndsWhenCancelled(FaultTiming timing, int expectedCount)
    {
        using var cancellation = new CancellationTokenSource();
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Hang(timing));

        Task claim = _store.ClaimAsync(_key, _lease, cancellation.Token).AsTask();
        claim.IsCompleted.Should().BeFalse();
        _inner.Count.Should().Be(expectedCount);
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => claim).Should().ThrowAsync<OperationCanceledException>();
        _inner.Count.Should().Be(expectedCount);
    }

    [Fact]
    public async Task Resume_CallsThatHang_GoOnAndLaterOnesHang()
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Hang());

        Task<IdempotencyClaim> first = ClaimAsync();
        _store.Resume();
        Task<IdempotencyClaim> second = ClaimAsync();

        (await first).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        second.IsCompleted.Should().BeFalse();
        _store.Resume();
        (await second).Status.Should().Be(IdempotencyClaimStatus.InProgress);
    }

    [Theory]
    [InlineData(FaultTiming.BeforeEffect, 0)]
    [InlineData(FaultTiming.AfterEffect, 1)]
    public async Task Inject_Run_HoldsTheCallUntilItsTaskEnds(FaultTiming timing, int expectedCount)
    {
        TaskCompletionSource entered = new(), proceed = new();
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(
            async _ =>
            {
                entered.SetResult();
                await proceed.Task;
            },
            timing));

        Task<IdempotencyClaim> claim = ClaimAsync();
        await entered.Task.WaitAsync(Eventually.Limit);
        (claim.IsCompleted, _inner.Count).Should().Be((false, expectedCount));
        proceed.SetResult();

        (await claim).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Theory]
    [InlineData(FaultTiming.BeforeEffect, 0)]
    [InlineData(FaultTiming.AfterEffect, 1)]
    public async Task Inject_RunThatThrows_IsWhatTheCallThrows(FaultTiming timing, int expectedCount)
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(_ => throw new TimeoutException(), timing), times: 1);
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(_ => Task.FromException(new IOException()), timing), times: 1);

        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<TimeoutException>();
        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<IOException>();

        _inner.Count.Should().Be(expectedCount);
    }

    [Fact]
    public async Task Inject_RunThatCancels_IsSeenByTheStoreBehindIt()
    {
        using var cancellation = new CancellationTokenSource();
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(_ => cancellation.CancelAsync()));

        Func<Task> claim = () => _store.ClaimAsync(_key, _lease, cancellation.Token).AsTask();

        await claim.Should().ThrowAsync<OperationCanceledException>();
        _inner.Count.Should().Be(0);
    }

    [Theory]
    [InlineData(IdempotencyOperation.Renew)]
    [InlineData(IdempotencyOperation.Complete)]
    [InlineData(IdempotencyOperation.Release)]
    public async Task Inject_RunAtTheOwnersCall_IsGivenTheCall(IdempotencyOperation operation)
    {
        using var cancellation = new CancellationTokenSource();
        List<IdempotencyCall> calls = [];
        foreach (FaultTiming timing in Enum.GetValues<FaultTiming>())
        {
            _store.Inject(operation, Keep(calls, timing), times: 1);
            await CallAsync(operation, new ClaimToken(7), cancellation.Token);
        }

        calls.Should().HaveCount(2);
        calls.Should().OnlyContain(call => call.Operation == operation && call.Key == _key && call.Token == new ClaimToken(7));
        calls.Should().OnlyContain(call => call.CancellationToken == cancellation.Token);
    }

    [Fact]
    public async Task Inject_RunAtAClaim_IsGivenTheTokenOnceItIsGranted()
    {
        List<IdempotencyCall> before = [], after = [];
        _store.Inject(IdempotencyOperation.Claim, Keep(before, FaultTiming.BeforeEffect), times: 1);
        _store.Inject(IdempotencyOperation.Claim, Keep(after, FaultTiming.AfterEffect), times: 2);
        using var cancellation = new CancellationTokenSource();
        (await ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        IdempotencyClaim granted = await _store.ClaimAsync(_otherKey, _lease, cancellation.Token);
        (await ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.InProgress);

        before.Should().ContainSingle().Which.Token.Should().Be(default(ClaimToken));
        after.Select(call => call.Token).Should().Equal(granted.Token, default);
        after.Select(call => call.Key).Should().Equal(_otherKey, _key);
        after[0].CancellationToken.Should().Be(cancellation.Token);
    }

    [Fact]
    public async Task Inject_RunThatTakesTheClaimOver_LeavesTheOwnerNothing()
    {
        ClaimToken token = (await ClaimAsync()).Token;
        _store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(async call =>
        {
            await _inner.ReleaseAsync(call.Key, call.Token, call.CancellationToken);
            await _inner.ClaimAsync(call.Key, _lease, call.CancellationToken);
        }));

        (await _store.CompleteAsync(_key, token, _lease, CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task GetAnsweredCallCount_CallsThatThrowOrHang_DoNotCountUntilTheyReturn()
    {
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(FaultTiming.AfterEffect), times: 1);
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Hang(FaultTiming.AfterEffect), times: 1);
        await FluentActions.Awaiting(ClaimAsync).Should().ThrowAsync<InjectedFaultException>();
        Task hanging = ClaimAsync();

        _store.GetAnsweredCallCount(IdempotencyOperation.Claim).Should().Be(0);
        _store.Resume();
        await hanging;
        await ClaimAsync();

        _store.GetAnsweredCallCount(IdempotencyOperation.Claim).Should().Be(2);
        _store.GetCallCount(IdempotencyOperation.Claim).Should().Be(3);
        _store.GetAnsweredCallCount(IdempotencyOperation.Complete).Should().Be(0);
    }

    [Fact]
    public async Task GetCallCount_ManyThreads_CountsEachCallAndStrikesAsOftenAsAsked()
    {
        const int calls = 400;
        _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: calls / 4);

        bool[] failed = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => Task.Run(async () =>
        {
            try
            {
                await ClaimAsync();
                return false;
            }
            catch (InjectedFaultException)
            {
                return true;
            }
        })));

        failed.Count(f => f).Should().Be(calls / 4);
        _store.GetCallCount(IdempotencyOperation.Claim).Should().Be(calls);
        _store.GetCallCount(IdempotencyOperation.Renew).Should().Be(0);
    }

    [Fact]
    public void Inject_UnusableArguments_Throws()
    {
        FluentActions.Invoking(() => new FaultInjectingIdempotencyStore(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => _store.Inject(IdempotencyOperation.Claim, null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => _store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail(), times: 0))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("times");
        FluentActions.Invoking(() => _store.Inject((IdempotencyOperation)4, IdempotencyFault.Fail()))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("operation");
        FluentActions.Invoking(() => _store.GetAnsweredCallCount((IdempotencyOperation)(-1)))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("operation");
        FluentActions.Invoking(() => IdempotencyFault.Delay(TimeSpan.Zero)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => IdempotencyFault.Run(null!)).Should().Throw<ArgumentNullException>().WithParameterName("action");
    }

    private static IdempotencyKey KeyOf(string id) =>
        IdempotencyKey.Create("test", "endpoint", null, DeliveryIdentity.FromSigned(id));

    private static IdempotencyFault Keep(List<IdempotencyCall> calls, FaultTiming timing) => IdempotencyFault.Run(
        call =>
        {
            calls.Add(call);
            return Task.CompletedTask;
        },
        timing);

    private Task<IdempotencyClaim> ClaimAsync() => _store.ClaimAsync(_key, _lease, CancellationToken.None).AsTask();

    private Task CallAsync(IdempotencyOperation operation) => CallAsync(operation, new ClaimToken(1), CancellationToken.None);

    private async Task CallAsync(IdempotencyOperation operation, ClaimToken token, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case IdempotencyOperation.Claim: await _store.ClaimAsync(_key, _lease, cancellationToken); break;
            case IdempotencyOperation.Renew: await _store.RenewAsync(_key, token, _lease, cancellationToken); break;
            case IdempotencyOperation.Complete: await _store.CompleteAsync(_key, token, _lease, cancellationToken); break;
            default: await _store.ReleaseAsync(_key, token, cancellationToken); break;
        }
    }
}
