using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>What a user did to convert. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CueConversionType>))]
public readonly record struct CueConversionType : IOpenEnum<CueConversionType>
{
    private static readonly string[] _known = [Values.Signup];

    private readonly string? _value;

    private CueConversionType(string value) => _value = value;

    /// <summary>The user signed up.</summary>
    public static CueConversionType Signup { get; } = From(Values.Signup);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CueConversionType From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CueConversionType other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>The user signed up.</summary>
        public const string Signup = "signup";
    }
}
