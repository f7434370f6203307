using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>The kind of an ad placement. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CuePlacementType>))]
public readonly record struct CuePlacementType : IOpenEnum<CuePlacementType>
{
    private static readonly string[] _known = [Values.Inline];

    private readonly string? _value;

    private CuePlacementType(string value) => _value = value;

    /// <summary>Within the conversation.</summary>
    public static CuePlacementType Inline { get; } = From(Values.Inline);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CuePlacementType From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CuePlacementType other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>Within the conversation.</summary>
        public const string Inline = "inline";
    }
}
