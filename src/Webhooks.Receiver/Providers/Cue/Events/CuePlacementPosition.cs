using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>The position of an ad in a conversation. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CuePlacementPosition>))]
public readonly record struct CuePlacementPosition : IOpenEnum<CuePlacementPosition>
{
    private static readonly string[] _known = [Values.AfterResponse];

    private readonly string? _value;

    private CuePlacementPosition(string value) => _value = value;

    /// <summary>After a response.</summary>
    public static CuePlacementPosition AfterResponse { get; } = From(Values.AfterResponse);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CuePlacementPosition From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CuePlacementPosition other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>After a response.</summary>
        public const string AfterResponse = "after_response";
    }
}
