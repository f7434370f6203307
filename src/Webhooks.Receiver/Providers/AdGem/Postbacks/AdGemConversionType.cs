using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

/// <summary>Whether a conversion is rewarded. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<AdGemConversionType>))]
public readonly record struct AdGemConversionType : IOpenEnum<AdGemConversionType>
{
    private static readonly string[] _known = [Values.Reward, Values.Install];

    private readonly string? _value;

    private AdGemConversionType(string value) => _value = value;

    /// <summary>A rewarded goal: credit the player.</summary>
    public static AdGemConversionType Reward { get; } = From(Values.Reward);

    /// <summary>An install, for tracking only: credit nothing.</summary>
    public static AdGemConversionType Install { get; } = From(Values.Install);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static AdGemConversionType From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(AdGemConversionType other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>A rewarded goal: credit the player.</summary>
        public const string Reward = "reward";

        /// <summary>An install, for tracking only: credit nothing.</summary>
        public const string Install = "install";
    }
}
