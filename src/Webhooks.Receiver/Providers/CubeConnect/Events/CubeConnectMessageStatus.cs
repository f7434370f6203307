using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A sent message's status. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CubeConnectMessageStatus>))]
public readonly record struct CubeConnectMessageStatus : IOpenEnum<CubeConnectMessageStatus>
{
    private static readonly string[] _known = [Values.Sent, Values.Delivered, Values.Read, Values.Failed];

    private readonly string? _value;

    private CubeConnectMessageStatus(string value) => _value = value;

    /// <summary>It was sent.</summary>
    public static CubeConnectMessageStatus Sent { get; } = From(Values.Sent);

    /// <summary>It was delivered.</summary>
    public static CubeConnectMessageStatus Delivered { get; } = From(Values.Delivered);

    /// <summary>It was read.</summary>
    public static CubeConnectMessageStatus Read { get; } = From(Values.Read);

    /// <summary>It failed.</summary>
    public static CubeConnectMessageStatus Failed { get; } = From(Values.Failed);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CubeConnectMessageStatus From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CubeConnectMessageStatus other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>It was sent.</summary>
        public const string Sent = "sent";

        /// <summary>It was delivered.</summary>
        public const string Delivered = "delivered";

        /// <summary>It was read.</summary>
        public const string Read = "read";

        /// <summary>It failed.</summary>
        public const string Failed = "failed";
    }
}
