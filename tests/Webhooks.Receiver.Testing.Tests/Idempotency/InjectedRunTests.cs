namespace Webhooks.Receiver.Testing.Tests;

/// <summary>Faults that run code of the test at a call of the store.</summary>
public sealed class InjectedRunTests
{
    private readonly FaultyStore _faulty = new();

    [Theory]
    [InlineData(FaultTiming.BeforeEffect, 0)]
    [InlineData(FaultTiming.AfterEffect, 1)]
    public async Task Inject_Run_HoldsTheCallUntilItsTaskEnds(FaultTiming timing, int expectedCount)
    {
        TaskCompletionSource entered = new(), proceed = new();
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(
            async _ =>
            {
                entered.SetResult();
                await proceed.Task;
            },
            timing));

        Task<IdempotencyClaim> claim = _faulty.ClaimAsync();
        await entered.Task.WaitAsync(Eventually.Limit);
        (claim.IsCompleted, _faulty.Inner.Count).Should().Be((false, expectedCount));
        proceed.SetResult();

        (await claim).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Theory]
    [InlineData(FaultTiming.BeforeEffect, 0)]
    [InlineData(FaultTiming.AfterEffect, 1)]
    public async Task Inject_RunThatThrows_IsWhatTheCallThrows(FaultTiming timing, int expectedCount)
    {
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(_ => throw new TimeoutException(), timing), times: 1);
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(_ => Task.FromException(new IOException()), timing), times: 1);

        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<TimeoutException>();
        await FluentActions.Awaiting(_faulty.ClaimAsync).Should().ThrowAsync<IOException>();

        _faulty.Inner.Count.Should().Be(expectedCount);
    }

    [Fact]
    public async Task Inject_RunThatCancels_IsSeenByTheStoreBehindIt()
    {
        using var cancellation = new CancellationTokenSource();
        _faulty.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(_ => cancellation.CancelAsync()));

        Func<Task> claim = () => _faulty.Store.ClaimAsync(FaultyStore.Key, FaultyStore.Lease, cancellation.Token).AsTask();

        await claim.Should().ThrowAsync<OperationCanceledException>();
        _faulty.Inner.Count.Should().Be(0);
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
            _faulty.Store.Inject(operation, Keep(calls, timing), times: 1);
            await _faulty.CallAsync(operation, new ClaimToken(7), cancellation.Token);
        }

        calls.Should().HaveCount(2);
        calls.Should().OnlyContain(call => call.Operation == operation && call.Key == FaultyStore.Key && call.Token == new ClaimToken(7));
        calls.Should().OnlyContain(call => call.CancellationToken == cancellation.Token);
    }

    [Fact]
    public async Task Inject_RunAtAClaim_IsGivenTheTokenOnceItIsGranted()
    {
        List<IdempotencyCall> before = [], after = [];
        _faulty.Store.Inject(IdempotencyOperation.Claim, Keep(before, FaultTiming.BeforeEffect), times: 1);
        _faulty.Store.Inject(IdempotencyOperation.Claim, Keep(after, FaultTiming.AfterEffect), times: 2);
        using var cancellation = new CancellationTokenSource();
        (await _faulty.ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        IdempotencyClaim granted = await _faulty.Store.ClaimAsync(FaultyStore.OtherKey, FaultyStore.Lease, cancellation.Token);
        (await _faulty.ClaimAsync()).Status.Should().Be(IdempotencyClaimStatus.InProgress);

        before.Should().ContainSingle().Which.Token.Should().Be(default(ClaimToken));
        after.Select(call => call.Token).Should().Equal(granted.Token, default);
        after.Select(call => call.Key).Should().Equal(FaultyStore.OtherKey, FaultyStore.Key);
        after[0].CancellationToken.Should().Be(cancellation.Token);
    }

    [Fact]
    public async Task Inject_RunThatTakesTheClaimOver_LeavesTheOwnerNothing()
    {
        ClaimToken token = (await _faulty.ClaimAsync()).Token;
        _faulty.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(async call =>
        {
            await _faulty.Inner.ReleaseAsync(call.Key, call.Token, call.CancellationToken);
            await _faulty.Inner.ClaimAsync(call.Key, FaultyStore.Lease, call.CancellationToken);
        }));

        (await _faulty.Store.CompleteAsync(FaultyStore.Key, token, FaultyStore.Lease, CancellationToken.None)).Should().BeFalse();
    }

    private static IdempotencyFault Keep(List<IdempotencyCall> calls, FaultTiming timing) => IdempotencyFault.Run(
        call =>
        {
            calls.Add(call);
            return Task.CompletedTask;
        },
        timing);
}
