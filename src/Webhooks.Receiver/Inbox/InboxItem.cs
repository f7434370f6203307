namespace Webhooks.Receiver.Storage;

/// <summary>A delivery that was taken out of the inbox, to be handled and settled.</summary>
/// <param name="delivery">The delivery as it was stored.</param>
/// <param name="token">Identifies this attempt among all that the store ever granted.</param>
/// <param name="attempt">The number of this attempt, from one. An attempt that a crash ended counts; one that was returned or postponed does not.</param>
public sealed class InboxItem(InboxDelivery delivery, ClaimToken token, int attempt)
{
    /// <summary>The delivery as it was stored.</summary>
    public InboxDelivery Delivery { get; } = delivery;

    /// <summary>Identifies this attempt among all that the store ever granted. Not <see langword="default"/>.</summary>
    public ClaimToken Token { get; } = token;

    /// <summary>The number of this attempt, from one. An attempt that a crash ended counts; one that was returned or postponed does not.</summary>
    public int Attempt { get; } = attempt;
}
