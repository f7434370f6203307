namespace Webhooks.Receiver.AdGem;

/// <summary>A player was suspended from AdGem (<c>player.banned</c>): show them no offers, and redeem no rewards.</summary>
public sealed record AdGemPlayerBanned : AdGemEvent
{
    /// <inheritdoc/>
    public override string Type => AdGemEventTypes.PlayerBanned;

    /// <summary>The player.</summary>
    public required AdGemPlayerData Data { get; init; }
}
