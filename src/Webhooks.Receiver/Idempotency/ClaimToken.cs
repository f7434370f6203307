namespace Webhooks.Receiver.Storage;

/// <summary>
/// A fencing token: identifies one claim among all that a store ever granted. It distinguishes the current owner of a key from
/// earlier owners. <see langword="default"/> identifies no claim.
/// </summary>
/// <param name="Value">A number that the store never uses twice; never zero.</param>
public readonly record struct ClaimToken(long Value);
