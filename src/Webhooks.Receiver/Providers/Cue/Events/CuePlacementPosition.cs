using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>Where in a conversation an ad stands. An open set: a value that is not named here is kept as it came.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CuePlacementPosition>))]
public readonly record struct CuePlacementPosition : IOpenEnum<CuePlacementPosition>
{
    private readonly string? _value;

    private CuePlacementPosition(string value) => _value = value;

    /// <summary>After a response.</summary>
    public static CuePlacementPosition AfterResponse { get; } = From("after_response");

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CuePlacementPosition From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
