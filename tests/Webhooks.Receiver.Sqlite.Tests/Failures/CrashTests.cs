using System.Globalization;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>A process is killed at each point where that could cost something. The tests' clock starts now, and is moved past leases.</summary>
public sealed class CrashTests : IDisposable
{
    private static readonly TimeSpan _afterLease = CrashSteps.Lease + TimeSpan.FromMinutes(5);

    private readonly DatabaseFile _file = new();
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task AfterClaim_TheKeyIsClaimableAfterItsLease()
    {
        await KillAtAsync("after-claim");
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);

        (await ClaimAsync(stores)).Should().Be(IdempotencyClaimStatus.InProgress);
        _clock.Advance(_afterLease);
        (await ClaimAsync(stores)).Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Fact]
    public async Task InAHandlerWithATransaction_ItsEffectIsGoneAndThereOnceInTheEnd()
    {
        await KillAtAsync("in-handler");
        await using Receiver receiver = await Receiver.StartAsync(_file, Receiver.InsertEffectAsync, clock: _clock);

        CountEffects().Should().Be(0);
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.InProgress);
        _clock.Advance(_afterLease);
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Processed);
        CountEffects().Should().Be(1);
    }

    [Fact]
    public async Task AfterTheHandlerBeforeItsCompletion_TheEventIsHandledAgain()
    {
        await KillAtAsync("before-completion");
        await using Receiver receiver = await Receiver.StartAsync(_file, (_, _) => Task.CompletedTask, inTransaction: false, clock: _clock);

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.InProgress);
        _clock.Advance(_afterLease);
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task AfterTheCompletionBeforeTheAnswer_TheEventIsADuplicate()
    {
        await KillAtAsync("after-completion");
        await using Receiver receiver = await Receiver.StartAsync(_file, (_, _) => Task.CompletedTask, inTransaction: false, clock: _clock);

        _clock.Advance(_afterLease);
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Duplicate);
    }

    [Fact]
    public async Task AfterTheInsertBeforeTheAnswer_TheDeliveryIsThereOnce()
    {
        await KillAtAsync("after-insert");
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);

        (await stores.Inbox.AcceptAsync(CrashSteps.CreateDelivery(0), CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Duplicate);
        _clock.Advance(TimeSpan.FromMinutes(1)); // the other process stored it after this clock was set
        (await TakeAsync(stores)).Should().ContainSingle().Which.Attempt.Should().Be(1);
    }

    [Fact]
    public async Task InTheMiddleOfAcceptingSeveral_NoneIsStored()
    {
        await KillAtAsync("in-accept-all");
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);

        _file.Query("PRAGMA integrity_check").Should().Be("ok");
        (await stores.Items.CountAsync(CancellationToken.None)).Pending.Should().Be(0);
        InboxDelivery[] again = CrashSteps.CreateDeliveries(() => new byte[1000]);
        (await stores.Inbox.AcceptAllAsync(again, CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Accepted);
        (await stores.Items.CountAsync(CancellationToken.None)).Pending.Should().Be(CrashSteps.BatchSize);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(2000)]
    public async Task InGroupCommits_WhatWasAnsweredIsStored(int answers)
    {
        using OtherProcess other = OtherProcess.Start("in-group-commits", _file);
        await other.WaitForLinesAsync(answers);
        other.Kill();
        int[] accepted = [.. other.Lines.Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);

        _file.Query("PRAGMA integrity_check").Should().Be("ok");
        WebhookInboxCounts counts = await stores.Items.CountAsync(CancellationToken.None);
        counts.Pending.Should().BeGreaterThanOrEqualTo(accepted.Length);
        _file.Query("SELECT count(*) FROM webhook_keys WHERE state = 2").Should().Be(counts.Pending, "a key and its item are stored together");
        _file.Query("SELECT count(*) FROM webhook_content").Should().Be(counts.Pending);
        InboxAcceptance[] again = await Task.WhenAll(accepted.Select(number =>
            stores.Inbox.AcceptAsync(CrashSteps.CreateDelivery(number), CancellationToken.None).AsTask()));
        again.Should().OnlyContain(acceptance => acceptance.Status == InboxAcceptStatus.Duplicate);
    }

    [Fact]
    public async Task WithABatch_ItIsDueAfterItsLease()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);
        for (int i = 0; i < CrashSteps.BatchSize; i++)
        {
            await stores.Inbox.AcceptAsync(CrashSteps.CreateDelivery(i), CancellationToken.None);
        }

        await KillAtAsync("with-batch");

        (await TakeAsync(stores)).Should().BeEmpty();
        _clock.Advance(_afterLease);
        (await TakeAsync(stores)).Should().HaveCount(CrashSteps.BatchSize).And.OnlyContain(item => item.Attempt == 2);
    }

    [Fact]
    public async Task StoppedForLongerThanItsLease_WithATransaction_OneEffect()
    {
        using OtherProcess other = OtherProcess.Start("in-handler", _file);
        await other.WaitUntilReachedAsync();
        other.Signal("STOP");
        await using (Receiver receiver = await Receiver.StartAsync(_file.ConnectionString, Receiver.InsertEffectAsync, createsTable: false, clock: _clock))
        {
            _clock.Advance(_afterLease);
            (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Unavailable, "the stopped process has the file locked");

            other.Signal("CONT");
            other.GoOn();
            (await other.WaitForExitAsync()).Should().Be(0);
            other.Lines.Should().Equal(CrashSteps.Reached, nameof(WebhookOutcome.Processed));
            (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Duplicate);
        }

        CountEffects().Should().Be(1);
    }

    [Fact]
    public async Task TwoProcesses_OneFile_EachKeyIsClaimedOnceAndNobodyFails()
    {
        using OtherProcess first = OtherProcess.Start("claim-many", _file);
        using OtherProcess second = OtherProcess.Start("claim-many", _file);

        (await first.WaitForExitAsync()).Should().Be(0);
        (await second.WaitForExitAsync()).Should().Be(0);
        await Eventually.Holds(() => first.Lines.Count + second.Lines.Count == 2 * CrashSteps.Many, "all lines to be read");

        string[] claims = [.. first.Lines.Concat(second.Lines).Where(line => line.StartsWith("Claimed ", StringComparison.Ordinal))];
        claims.Select(line => line.Split(' ')[1]).Should().OnlyHaveUniqueItems().And.HaveCount(CrashSteps.Many);
        claims.Select(line => line.Split(' ')[2]).Should().OnlyHaveUniqueItems("no token is given twice");
    }

    private async Task KillAtAsync(string step)
    {
        using OtherProcess other = OtherProcess.Start(step, _file);
        await other.WaitUntilReachedAsync();
        other.Kill();
    }

    private static async Task<IdempotencyClaimStatus> ClaimAsync(StoreInstance stores) =>
        (await stores.Idempotency.ClaimAsync(CrashSteps.CreateKey(0), CrashSteps.Lease, CancellationToken.None)).Status;

    private static async Task<IReadOnlyList<InboxItem>> TakeAsync(StoreInstance stores) =>
        await stores.Inbox.TakeAsync([Deliveries.Endpoint], 100, CrashSteps.Lease, CancellationToken.None);

    private long CountEffects() => (long)_file.Query("SELECT count(*) FROM effects")!;
}
