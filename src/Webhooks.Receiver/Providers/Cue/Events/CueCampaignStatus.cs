using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>A campaign's status. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CueCampaignStatus>))]
public readonly record struct CueCampaignStatus : IOpenEnum<CueCampaignStatus>
{
    private static readonly string[] _known = [Values.Active];

    private readonly string? _value;

    private CueCampaignStatus(string value) => _value = value;

    /// <summary>The campaign is running.</summary>
    public static CueCampaignStatus Active { get; } = From(Values.Active);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CueCampaignStatus From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CueCampaignStatus other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>The campaign is running.</summary>
        public const string Active = "active";
    }
}
