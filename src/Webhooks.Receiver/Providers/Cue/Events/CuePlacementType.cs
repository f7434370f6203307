using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>The kind of an ad placement. An open set: a value that is not named here is kept as it came.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CuePlacementType>))]
public readonly record struct CuePlacementType : IOpenEnum<CuePlacementType>
{
    private readonly string? _value;

    private CuePlacementType(string value) => _value = value;

    /// <summary>Within the conversation.</summary>
    public static CuePlacementType Inline { get; } = From("inline");

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CuePlacementType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
