using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A sent message's status. An open set: a value that is not named here is kept as it came.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CubeConnectMessageStatus>))]
public readonly record struct CubeConnectMessageStatus : IOpenEnum<CubeConnectMessageStatus>
{
    private readonly string? _value;

    private CubeConnectMessageStatus(string value) => _value = value;

    /// <summary>It was sent.</summary>
    public static CubeConnectMessageStatus Sent { get; } = From("sent");

    /// <summary>It was delivered.</summary>
    public static CubeConnectMessageStatus Delivered { get; } = From("delivered");

    /// <summary>It was read.</summary>
    public static CubeConnectMessageStatus Read { get; } = From("read");

    /// <summary>It failed.</summary>
    public static CubeConnectMessageStatus Failed { get; } = From("failed");

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CubeConnectMessageStatus From(string value) => new(value);

    /// <summary>Whether two values are the same, whatever their case: sources differ in it.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CubeConnectMessageStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
