using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>What a customer did about the account. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CubeConnectQualityKind>))]
public readonly record struct CubeConnectQualityKind : IOpenEnum<CubeConnectQualityKind>
{
    private static readonly string[] _known = [Values.Block, Values.Report];

    private readonly string? _value;

    private CubeConnectQualityKind(string value) => _value = value;

    /// <summary>The account was blocked.</summary>
    public static CubeConnectQualityKind Block { get; } = From(Values.Block);

    /// <summary>The account was reported.</summary>
    public static CubeConnectQualityKind Report { get; } = From(Values.Report);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CubeConnectQualityKind From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CubeConnectQualityKind other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>The account was blocked.</summary>
        public const string Block = "block";

        /// <summary>The account was reported.</summary>
        public const string Report = "report";
    }
}
