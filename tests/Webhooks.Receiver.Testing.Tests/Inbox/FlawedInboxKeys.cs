namespace Webhooks.Receiver.Testing.Tests;

/// <summary>The idempotency store of a <see cref="FlawedInbox"/>.</summary>
internal sealed class FlawedInboxKeys(FlawedInbox data) : IIdempotencyStore
{
    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken) =>
        new(data.Locked(() =>
        {
            FlawedInboxKey row = data.GetKey(key);
            if (row.Item is { } item && !data.Is(InboxFlaw.InboxKeysAreClaimable) && !HasExpired(item))
            {
                return IdempotencyClaim.Completed;
            }

            if (data.IsHeld(row))
            {
                return row.State == FlawedState.Completed
                    ? IdempotencyClaim.Completed
                    : IdempotencyClaim.InProgress(TimeSpan.FromTicks(row.EndsAt - data.Now));
            }

            (row.State, row.Token, row.EndsAt, row.Item) = (FlawedState.Running, data.NextClaimToken(), data.Later(lease), null);
            return IdempotencyClaim.Claimed(new ClaimToken(row.Token));
        }));

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken) =>
        IfOwned(key, token, row => row.EndsAt = data.Later(lease));

    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken) =>
        IfOwned(key, token, row => (row.State, row.EndsAt) = (FlawedState.Completed, data.Later(retention)));

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken) => IfOwned(
        key, token, row => row.State = data.Is(InboxFlaw.ReleaseReleasesNothing) ? FlawedState.Running : FlawedState.Free);

    private bool HasExpired(FlawedInboxItem item) => item.State == WebhookInboxState.Dead && data.Is(InboxFlaw.DeadKeyExpires)
        && data.Later(item.Delivery.Retention, item.AcceptedAt) <= data.Now;

    private ValueTask<bool> IfOwned(IdempotencyKey key, ClaimToken token, Action<FlawedInboxKey> act) => new(data.Locked(() =>
    {
        FlawedInboxKey row = data.GetKey(key);
        bool isOwned = (row.State == FlawedState.Running && row.Token == token.Value)
            || (data.Is(InboxFlaw.ClaimsUseTokensOfItems) && row.Item?.Token == token.Value);
        if (isOwned)
        {
            act(row);
        }

        return isOwned;
    }));
}
