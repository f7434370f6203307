using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>A store refuses invalid arguments, and a refused call changes nothing.</summary>
internal static class ArgumentCases
{
    private static readonly TimeSpan[] _unusable =
        [TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.FromMinutes(-1), TimeSpan.MinValue];

    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("argument/default-key-is-refused", DefaultKeyIsRefused),
        new("argument/lease-of-zero-or-less-is-refused", LeaseOfZeroOrLessIsRefused),
        new("argument/renewal-for-zero-or-less-is-refused", RenewalForZeroOrLessIsRefused),
        new("argument/retention-of-zero-or-less-is-refused", RetentionOfZeroOrLessIsRefused),
    ];

    private static async Task DefaultKeyIsRefused(ConformanceScenario scenario)
    {
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(scenario.NewKey(), "of a new key");

        await RefusedAsync(scenario, () => scenario.Owner.ClaimAsync(default), "claiming the default key");
        await RefusedAsync(scenario, () => scenario.Owner.RenewAsync(default, token), "renewing the default key");
        await RefusedAsync(scenario, () => scenario.Owner.CompleteAsync(default, token), "completing the default key");
        await RefusedAsync(scenario, () => scenario.Owner.ReleaseAsync(default, token), "releasing the default key");
    }

    private static async Task LeaseOfZeroOrLessIsRefused(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        foreach (TimeSpan lease in _unusable)
        {
            await RefusedAsync(scenario, () => scenario.Owner.ClaimAsync(key, lease), $"claiming for {lease}");
        }

        await scenario.Rival.ExpectClaimedAsync(key, "after claims that were refused");
    }

    private static async Task RenewalForZeroOrLessIsRefused(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        foreach (TimeSpan lease in _unusable)
        {
            await RefusedAsync(scenario, () => scenario.Owner.RenewAsync(key, token, lease), $"renewing for {lease}");
        }

        await scenario.Rival.ExpectInProgressAsync(key, "after renewals that were refused");
    }

    private static async Task RetentionOfZeroOrLessIsRefused(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        foreach (TimeSpan retention in _unusable)
        {
            await RefusedAsync(
                scenario, () => scenario.Owner.CompleteAsync(key, token, retention), $"completing for {retention}");
        }

        await scenario.Rival.ExpectInProgressAsync(key, "after completions that were refused");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "after completions that were refused");
    }

    private static Task RefusedAsync(ConformanceScenario scenario, Func<Task> action, string subject) =>
        scenario.Check.ThrowsAsync<ArgumentException>(action, subject);
}
