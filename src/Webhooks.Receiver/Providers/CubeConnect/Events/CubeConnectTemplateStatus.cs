using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A template's review status. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CubeConnectTemplateStatus>))]
public readonly record struct CubeConnectTemplateStatus : IOpenEnum<CubeConnectTemplateStatus>
{
    private static readonly string[] _known = [Values.Approved, Values.Pending, Values.Rejected, Values.Paused, Values.Disabled];

    private readonly string? _value;

    private CubeConnectTemplateStatus(string value) => _value = value;

    /// <summary>It may be used.</summary>
    public static CubeConnectTemplateStatus Approved { get; } = From(Values.Approved);

    /// <summary>It is being reviewed.</summary>
    public static CubeConnectTemplateStatus Pending { get; } = From(Values.Pending);

    /// <summary>It was rejected.</summary>
    public static CubeConnectTemplateStatus Rejected { get; } = From(Values.Rejected);

    /// <summary>It is paused.</summary>
    public static CubeConnectTemplateStatus Paused { get; } = From(Values.Paused);

    /// <summary>It is disabled.</summary>
    public static CubeConnectTemplateStatus Disabled { get; } = From(Values.Disabled);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CubeConnectTemplateStatus From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CubeConnectTemplateStatus other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>It may be used.</summary>
        public const string Approved = "approved";

        /// <summary>It is being reviewed.</summary>
        public const string Pending = "pending";

        /// <summary>It was rejected.</summary>
        public const string Rejected = "rejected";

        /// <summary>It is paused.</summary>
        public const string Paused = "paused";

        /// <summary>It is disabled.</summary>
        public const string Disabled = "disabled";
    }
}
