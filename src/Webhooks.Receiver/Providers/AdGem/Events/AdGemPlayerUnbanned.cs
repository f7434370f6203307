namespace Webhooks.Receiver.AdGem;

/// <summary>A player's suspension was lifted (<c>player.unbanned</c>).</summary>
public sealed record AdGemPlayerUnbanned : AdGemEvent
{
    /// <inheritdoc/>
    public override string Type => AdGemEventTypes.PlayerUnbanned;

    /// <summary>The player.</summary>
    public required AdGemPlayerData Data { get; init; }
}
