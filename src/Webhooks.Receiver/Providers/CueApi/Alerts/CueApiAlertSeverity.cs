using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>How severe an alert is. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CueApiAlertSeverity>))]
public readonly record struct CueApiAlertSeverity : IOpenEnum<CueApiAlertSeverity>
{
    private static readonly string[] _known = [Values.Info, Values.Warning, Values.Critical];

    private readonly string? _value;

    private CueApiAlertSeverity(string value) => _value = value;

    /// <summary>For your information.</summary>
    public static CueApiAlertSeverity Info { get; } = From(Values.Info);

    /// <summary>A warning, which most alerts are.</summary>
    public static CueApiAlertSeverity Warning { get; } = From(Values.Warning);

    /// <summary>Critical.</summary>
    public static CueApiAlertSeverity Critical { get; } = From(Values.Critical);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CueApiAlertSeverity From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CueApiAlertSeverity other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>For your information.</summary>
        public const string Info = "info";

        /// <summary>A warning, which most alerts are.</summary>
        public const string Warning = "warning";

        /// <summary>Critical.</summary>
        public const string Critical = "critical";
    }
}
