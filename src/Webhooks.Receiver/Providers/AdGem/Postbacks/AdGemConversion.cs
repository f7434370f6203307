namespace Webhooks.Receiver.AdGem;

/// <summary>
/// A player completed a goal. Credit <see cref="AdGemConversionData.Amount"/> if <see cref="AdGemConversionData.ConversionType"/> is
/// <see cref="AdGemConversionType.Reward"/>, and never for another type.
/// </summary>
public sealed record AdGemConversion : AdGemPostback
{
    /// <summary>The conversion.</summary>
    public required AdGemConversionData Data { get; init; }
}
