using System.Globalization;

namespace Webhooks.Receiver.Testing.Tests;

/// <summary>
/// A plain store that is right, and wrong in one chosen way: what the conformance suite has to tell apart. One lock, one record
/// per key, nothing is ever dropped.
/// </summary>
internal sealed class FlawedIdempotencyStore(Flaw flaw, TimeProvider clock) : IIdempotencyStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FlawedRecord> _records = [];
    private readonly long _wallClockAtZero = clock.GetUtcNow().Ticks - clock.GetElapsedTime(0).Ticks;
    private long _lastToken;
    private long _keysSeen;

    public async ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        await EnterAsync(key, lease, cancellationToken);
        FlawedRecord record = RecordOf(key);
        long token = NextToken();
        if (flaw == Flaw.ClaimIsNotAtomic)
        {
            IdempotencyClaim? refusal = Locked(() => Refusal(record, lease));
            RaceGap.Open();
            return refusal ?? Locked(() => Take(record, token, lease));
        }

        return Locked(() => Refusal(record, lease) ?? Take(record, token, lease));
    }

    public async ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        await EnterAsync(key, lease, cancellationToken);
        FlawedRecord record = RecordOf(key);
        return IfOwned(record, flaw == Flaw.RenewalIsNotAtomic, () => MayRenew(record, token), () =>
        {
            long end = Later(flaw == Flaw.RenewAddsToTheLease ? record.EndsAt : Now(flaw == Flaw.UsesTheWallClockForRenewals), lease);
            record.EndsAt = flaw switch
            {
                Flaw.RenewChangesNothing => record.EndsAt,
                Flaw.RenewNeverShortens => Math.Max(record.EndsAt, end),
                _ => end,
            };
            record.State = FlawedState.Running;
            record.Lease = lease;
        });
    }

    public async ValueTask<bool> CompleteAsync(
        IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken)
    {
        await EnterAsync(key, retention, cancellationToken);
        FlawedRecord record = RecordOf(key);
        return IfOwned(record, flaw == Flaw.SettlingIsNotAtomic, () => MayComplete(record, token), () =>
        {
            long end = Later(flaw == Flaw.RetentionStartsAtTheClaim ? record.ClaimedAt : Now(), retention);
            record.EndsAt = flaw switch
            {
                Flaw.CompletionIsForgottenAtLeaseEnd => Math.Min(record.EndsAt, end),
                Flaw.RetentionIsAtLeastTheLease => Math.Max(record.EndsAt, end),
                _ => end,
            };
            record.State = FlawedState.Completed;
            record.Lease = retention;
        });
    }

    public async ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken)
    {
        await EnterAsync(key, TimeSpan.MaxValue, cancellationToken);
        FlawedRecord record = RecordOf(key);
        return IfOwned(record, flaw == Flaw.SettlingIsNotAtomic, () => MayRelease(record, token), () =>
            record.State = flaw == Flaw.ReleaseWaitsForLeaseEnd ? FlawedState.Running : FlawedState.Free);
    }

    private IdempotencyClaim? Refusal(FlawedRecord record, TimeSpan lease)
    {
        if (record.State == FlawedState.Free || IsOver(record)
            || (flaw == Flaw.OwnerMayClaimAgain && record.State == FlawedState.Running && record.Lease == lease))
        {
            return null;
        }

        long left = record.EndsAt - Now();
        if (flaw == Flaw.BeingAskedForProlongs)
        {
            record.EndsAt = Later(Now(), record.Lease);
        }

        return record.State == FlawedState.Completed
            ? IdempotencyClaim.Completed
            : IdempotencyClaim.InProgress(flaw switch
            {
                Flaw.RetryAfterIsTheWholeLease => lease,
                Flaw.RetryAfterIsZero => TimeSpan.Zero,
                _ => TimeSpan.FromTicks(left),
            });
    }

    private IdempotencyClaim Take(FlawedRecord record, long token, TimeSpan lease)
    {
        record.OldTokens.Add(record.Token);
        record.Token = flaw switch
        {
            Flaw.TokensAreCountedPerKey => record.Token + 1,
            Flaw.TokenIsTheKeys => record.Number,
            _ => token,
        };
        record.State = FlawedState.Running;
        record.Lease = lease;
        record.ClaimedAt = Now();
        record.EndsAt = Later(record.ClaimedAt, flaw == Flaw.LeaseEndsEarly ? lease / 2 : lease);
        return IdempotencyClaim.Claimed(new ClaimToken(record.Token));
    }

    private bool IsOver(FlawedRecord record) => record.EndsAt <= Now()
        && !(flaw == Flaw.LeaseNeverEnds && record.State == FlawedState.Running)
        && !(flaw == Flaw.RetentionNeverEnds && record.State == FlawedState.Completed);

    private bool MayRenew(FlawedRecord record, ClaimToken token) =>
        (Fits(record, token) || flaw == Flaw.RenewIgnoresToken)
        && (IsRunning(record)
            || (flaw == Flaw.RenewRevivesWhatIsReleased && record.State == FlawedState.Free)
            || (flaw == Flaw.RenewRevivesWhatIsCompleted && record.State == FlawedState.Completed))
        && !(flaw == Flaw.RenewIsRefusedAfterLeaseEnd && IsOver(record));

    private bool MayComplete(FlawedRecord record, ClaimToken token) =>
        (flaw == Flaw.UnknownKeysAreCompleted && record.Token == 0)
        || (flaw == Flaw.OldTokensCompleteWhatIsSettled && !IsRunning(record) && record.OldTokens.Contains(token.Value))
        || ((Fits(record, token) || flaw == Flaw.CompleteIgnoresToken)
            && (IsRunning(record)
                || (flaw == Flaw.CompletesTwice && record.State == FlawedState.Completed)
                || (flaw == Flaw.CompletesWhatIsReleased && record.State == FlawedState.Free))
            && !(flaw == Flaw.CompleteIsRefusedAfterLeaseEnd && IsOver(record)));

    private bool MayRelease(FlawedRecord record, ClaimToken token) =>
        (flaw == Flaw.DefaultTokenOpensWhatIsCompleted && token == default && record.State == FlawedState.Completed)
        || ((Fits(record, token) || flaw == Flaw.ReleaseIgnoresToken)
            && (IsRunning(record)
                || (flaw == Flaw.ReleasesWhatIsCompleted && record.State == FlawedState.Completed)
                || (flaw == Flaw.ReleasesTwice && record.State == FlawedState.Free))
            && !(flaw == Flaw.ReleaseIsRefusedAfterLeaseEnd && IsOver(record)));

    private bool Fits(FlawedRecord record, ClaimToken token) =>
        token != default && (record.Token == token.Value || (flaw == Flaw.AnyKeysTokenWillDo && token.Value == _lastToken));

    private bool IsRunning(FlawedRecord record) => record.State == FlawedState.Running
        || (flaw == Flaw.SettledTokenWorksAfterRetention && record.State == FlawedState.Completed && IsOver(record));

    private bool IfOwned(FlawedRecord record, bool hasGap, Func<bool> isOwned, Action act)
    {
        if (hasGap)
        {
            bool isStillOwned = Locked(isOwned);
            RaceGap.Open();
            return isStillOwned && Locked(Act);
        }

        return Locked(() => isOwned() && Act());

        bool Act()
        {
            act();
            return true;
        }
    }

    private long NextToken()
    {
        if (flaw != Flaw.TokensRepeatUnderLoad)
        {
            return Interlocked.Increment(ref _lastToken);
        }

        long next = Volatile.Read(ref _lastToken) + 1;
        RaceGap.Open();
        Volatile.Write(ref _lastToken, next);
        return next;
    }

    private long Now(bool usesWallClock = false) => usesWallClock || flaw == Flaw.UsesTheWallClock
        ? clock.GetUtcNow().Ticks - _wallClockAtZero
        : clock.GetElapsedTime(0).Ticks;

    private long Later(long now, TimeSpan time) => flaw switch
    {
        Flaw.OverflowsOnLongTimes => unchecked(now + time.Ticks),
        Flaw.OverflowsAfterAYear => now + Math.Min(time.Ticks, TimeSpan.FromDays(300).Ticks),
        _ => now > long.MaxValue - time.Ticks ? long.MaxValue : now + time.Ticks,
    };

    private FlawedRecord RecordOf(IdempotencyKey key)
    {
        string name = flaw switch
        {
            Flaw.KeysAreDisplayTexts => key.DisplayText,
            Flaw.AllKeysAreOne => "",
            Flaw.KeysAreObjects => Interlocked.Increment(ref _keysSeen).ToString(CultureInfo.InvariantCulture),
            _ => Convert.ToHexString(key.ToArray()),
        };
        return Locked(() =>
        {
            if (!_records.TryGetValue(name, out FlawedRecord? record))
            {
                record = new FlawedRecord { Number = _records.Count + 1 };
                _records.Add(name, record);
            }

            return record;
        });
    }

    private ValueTask EnterAsync(IdempotencyKey key, TimeSpan time, CancellationToken cancellationToken)
    {
        if (flaw != Flaw.IgnoresCancellation)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (flaw != Flaw.TakesTheDefaultKey && key == default)
        {
            throw new ArgumentException("The key is the default value.", nameof(key));
        }

        if (flaw != Flaw.TakesAnyTime)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        }

        return ValueTask.CompletedTask;
    }

    private T Locked<T>(Func<T> function)
    {
        lock (_lock)
        {
            return function();
        }
    }
}
