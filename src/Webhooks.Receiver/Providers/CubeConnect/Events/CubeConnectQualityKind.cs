using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>What a customer did about the account. An open set: a value that is not named here is kept as it came.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CubeConnectQualityKind>))]
public readonly record struct CubeConnectQualityKind : IOpenEnum<CubeConnectQualityKind>
{
    private readonly string? _value;

    private CubeConnectQualityKind(string value) => _value = value;

    /// <summary>The account was blocked.</summary>
    public static CubeConnectQualityKind Block { get; } = From("block");

    /// <summary>The account was reported.</summary>
    public static CubeConnectQualityKind Report { get; } = From("report");

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CubeConnectQualityKind From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
