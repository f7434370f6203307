using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A template's review status. An open set: a value that is not named here is kept as it came.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CubeConnectTemplateStatus>))]
public readonly record struct CubeConnectTemplateStatus : IOpenEnum<CubeConnectTemplateStatus>
{
    private readonly string? _value;

    private CubeConnectTemplateStatus(string value) => _value = value;

    /// <summary>It may be used.</summary>
    public static CubeConnectTemplateStatus Approved { get; } = From("approved");

    /// <summary>It is being reviewed.</summary>
    public static CubeConnectTemplateStatus Pending { get; } = From("pending");

    /// <summary>It was rejected.</summary>
    public static CubeConnectTemplateStatus Rejected { get; } = From("rejected");

    /// <summary>It is paused.</summary>
    public static CubeConnectTemplateStatus Paused { get; } = From("paused");

    /// <summary>It is disabled.</summary>
    public static CubeConnectTemplateStatus Disabled { get; } = From("disabled");

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CubeConnectTemplateStatus From(string value) => new(value);

    /// <summary>Whether two values are the same, whatever their case: sources differ in it.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CubeConnectTemplateStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
