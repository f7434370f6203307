using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>An item that the worker has taken.</summary>
/// <param name="Item">The item.</param>
/// <param name="TakenAt">When it was taken, at the earliest, by the clock of <see cref="ClaimRenewer.Now"/>.</param>
internal sealed record TakenItem(InboxItem Item, long TakenAt);
