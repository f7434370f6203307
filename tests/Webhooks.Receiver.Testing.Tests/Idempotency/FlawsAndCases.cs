namespace Webhooks.Receiver.Testing.Tests;

/// <summary>Which flaw is found by which case: every flaw and every case stands here.</summary>
internal static class FlawsAndCases
{
    public static IReadOnlyList<(Flaw Flaw, string CaseName)> All { get; } =
    [
        (Flaw.OwnerMayClaimAgain, "claim/is-in-progress-until-completed"),
        (Flaw.OwnerMayClaimAgain, "claim/is-in-progress-for-its-owner-too"),
        (Flaw.RetryAfterIsTheWholeLease, "claim/retry-after-is-what-is-left-of-the-lease"),
        (Flaw.RetryAfterIsZero, "claim/retry-after-is-what-is-left-of-the-lease"),
        (Flaw.RenewChangesNothing, "claim/retry-after-follows-a-renewal"),
        (Flaw.BeingAskedForProlongs, "claim/being-refused-prolongs-nothing"),

        (Flaw.LeaseEndsEarly, "lease/holds-until-it-ends"),
        (Flaw.LeaseNeverEnds, "lease/end-makes-claimable"),
        (Flaw.CompleteIsRefusedAfterLeaseEnd, "lease/complete-after-the-end-while-latest"),
        (Flaw.RenewIsRefusedAfterLeaseEnd, "lease/renew-after-the-end-while-latest"),
        (Flaw.ReleaseIsRefusedAfterLeaseEnd, "lease/release-after-the-end-while-latest"),
        (Flaw.OverflowsOnLongTimes, "lease/longest-does-not-overflow"),

        (Flaw.RenewChangesNothing, "renew/extends-the-lease-again-and-again"),
        (Flaw.RenewAddsToTheLease, "renew/starts-the-lease-from-now"),
        (Flaw.RenewNeverShortens, "renew/may-shorten-the-lease"),
        (Flaw.RenewRevivesWhatIsCompleted, "renew/after-complete-is-false"),
        (Flaw.RenewRevivesWhatIsReleased, "renew/after-release-is-false"),

        (Flaw.CompletionIsForgottenAtLeaseEnd, "complete/lasts-until-the-retention-ends"),
        (Flaw.RetentionNeverEnds, "complete/lasts-until-the-retention-ends"),
        (Flaw.RetentionStartsAtTheClaim, "complete/retention-starts-with-the-completion"),
        (Flaw.RetentionIsAtLeastTheLease, "complete/retention-may-be-shorter-than-the-lease"),
        (Flaw.BeingAskedForProlongs, "complete/being-asked-for-prolongs-nothing"),
        (Flaw.CompletesTwice, "complete/twice-is-false"),
        (Flaw.CompletesWhatIsReleased, "complete/after-release-is-false"),
        (Flaw.OverflowsAfterAYear, "complete/a-year-does-not-overflow"),
        (Flaw.OverflowsOnLongTimes, "complete/longest-does-not-overflow"),

        (Flaw.ReleaseWaitsForLeaseEnd, "release/makes-claimable-at-once"),
        (Flaw.ReleasesTwice, "release/twice-is-false"),
        (Flaw.ReleasesWhatIsCompleted, "release/after-complete-is-false"),

        (Flaw.CompleteIgnoresToken, "stale/complete-after-reclaim-is-false"),
        (Flaw.RenewIgnoresToken, "stale/renew-after-reclaim-is-false"),
        (Flaw.ReleaseIgnoresToken, "stale/release-after-reclaim-is-false"),
        (Flaw.OldTokensCompleteWhatIsSettled, "stale/after-the-new-owner-completed"),
        (Flaw.OldTokensCompleteWhatIsSettled, "stale/after-the-new-owner-released"),
        (Flaw.TokenIsTheKeys, "stale/after-release-and-reclaim"),
        (Flaw.SettledTokenWorksAfterRetention, "stale/after-the-retention"),
        (Flaw.TokenIsTheKeys, "stale/after-the-retention-and-reclaim"),

        (Flaw.TokensAreCountedPerKey, "token/is-unique-over-all-claims"),
        (Flaw.TokensRepeatUnderLoad, "token/is-unique-between-concurrent-claims"),
        (Flaw.ReleaseIgnoresToken, "token/never-given-is-powerless"),
        (Flaw.AnyKeysTokenWillDo, "token/of-another-key-is-powerless"),
        (Flaw.DefaultTokenOpensWhatIsCompleted, "token/default-is-powerless"),
        (Flaw.UnknownKeysAreCompleted, "token/on-a-key-nobody-claimed-is-powerless"),

        (Flaw.AllKeysAreOne, "key/each-lives-for-itself"),
        (Flaw.KeysAreObjects, "key/same-parts-are-the-same-key"),
        (Flaw.KeysAreDisplayTexts, "key/every-part-tells-keys-apart"),
        (Flaw.KeysAreDisplayTexts, "key/display-text-decides-nothing"),

        (Flaw.TakesTheDefaultKey, "argument/default-key-is-refused"),
        (Flaw.TakesAnyTime, "argument/lease-of-zero-or-less-is-refused"),
        (Flaw.TakesAnyTime, "argument/renewal-for-zero-or-less-is-refused"),
        (Flaw.TakesAnyTime, "argument/retention-of-zero-or-less-is-refused"),
        (Flaw.IgnoresCancellation, "cancelled/claim-takes-nothing"),
        (Flaw.IgnoresCancellation, "cancelled/renew-extends-nothing"),
        (Flaw.IgnoresCancellation, "cancelled/complete-completes-nothing"),
        (Flaw.IgnoresCancellation, "cancelled/release-releases-nothing"),

        (Flaw.UsesTheWallClock, "clock/step-forward-ends-no-lease"),
        (Flaw.UsesTheWallClock, "clock/step-back-prolongs-no-lease"),
        (Flaw.UsesTheWallClock, "clock/step-forward-forgets-no-completion"),
        (Flaw.UsesTheWallClock, "clock/step-back-prolongs-no-retention"),
        (Flaw.UsesTheWallClockForRenewals, "clock/step-during-a-renewal-changes-nothing"),

        (Flaw.ClaimIsNotAtomic, "race/claims-of-a-new-key"),
        (Flaw.ClaimIsNotAtomic, "race/claims-at-lease-end"),
        (Flaw.ClaimIsNotAtomic, "race/claims-after-release"),
        (Flaw.ClaimIsNotAtomic, "race/claims-after-retention"),
        (Flaw.KeysAreObjects, "race/claims-of-a-completed-key"),
        (Flaw.KeysAreObjects, "race/claims-while-the-owner-completes"),
        (Flaw.ClaimIsNotAtomic, "race/claims-while-the-owner-releases"),
        (Flaw.RenewalIsNotAtomic, "race/complete-release-and-renew-of-one-claim"),
        (Flaw.SettlingIsNotAtomic, "race/completions-of-one-claim"),
        (Flaw.SettlingIsNotAtomic, "race/releases-of-one-claim"),
        (Flaw.CompleteIgnoresToken, "race/late-complete-against-a-new-claim"),
        (Flaw.RenewIgnoresToken, "race/late-renew-against-a-new-claim"),
        (Flaw.ReleaseIgnoresToken, "race/late-release-against-a-new-claim"),
    ];
}
