namespace Webhooks.Receiver.Storage;

/// <summary>
/// A fencing token: names one claim among all that a store ever granted, so that a late owner can be told from the present one.
/// <see langword="default"/> names none.
/// </summary>
/// <param name="Value">A number that the store never gives twice; never zero.</param>
public readonly record struct ClaimToken(long Value);
