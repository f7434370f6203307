using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>A campaign's status. An open set: a value that is not named here is kept as it came.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CueCampaignStatus>))]
public readonly record struct CueCampaignStatus : IOpenEnum<CueCampaignStatus>
{
    private readonly string? _value;

    private CueCampaignStatus(string value) => _value = value;

    /// <summary>The campaign is running.</summary>
    public static CueCampaignStatus Active { get; } = From("active");

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CueCampaignStatus From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
