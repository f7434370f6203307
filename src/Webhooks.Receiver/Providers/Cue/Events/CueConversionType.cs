using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>What a user did to convert. An open set: a value that is not named here is kept as it came.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CueConversionType>))]
public readonly record struct CueConversionType : IOpenEnum<CueConversionType>
{
    private readonly string? _value;

    private CueConversionType(string value) => _value = value;

    /// <summary>The user signed up.</summary>
    public static CueConversionType Signup { get; } = From("signup");

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CueConversionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
