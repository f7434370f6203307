namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>What goes wrong with a store in more than one test.</summary>
internal static class StoreFaults
{
    /// <summary>The store never answers, not even when it is cancelled.</summary>
    public static IdempotencyFault NeverAnswers(Signal? entered = null) => IdempotencyFault.Run(_ =>
    {
        entered?.Set();
        return new TaskCompletionSource().Task;
    });

    /// <summary>Another process claims the key, as it does when the owner was stopped for longer than its lease.</summary>
    public static IdempotencyFault TakenOver(IIdempotencyStore store) => IdempotencyFault.Run(async call =>
    {
        await store.ReleaseAsync(call.Key, call.Token, CancellationToken.None);
        await store.ClaimAsync(call.Key, TimeSpan.FromSeconds(30), CancellationToken.None);
    });
}
