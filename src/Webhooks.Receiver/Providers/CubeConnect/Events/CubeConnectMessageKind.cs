using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A received message's kind. An open set: a value that is not named here is kept as it came.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CubeConnectMessageKind>))]
public readonly record struct CubeConnectMessageKind : IOpenEnum<CubeConnectMessageKind>
{
    private readonly string? _value;

    private CubeConnectMessageKind(string value) => _value = value;

    /// <summary>A text message.</summary>
    public static CubeConnectMessageKind Text { get; } = From("text");

    /// <summary>An image message.</summary>
    public static CubeConnectMessageKind Image { get; } = From("image");

    /// <summary>A video message.</summary>
    public static CubeConnectMessageKind Video { get; } = From("video");

    /// <summary>An audio message.</summary>
    public static CubeConnectMessageKind Audio { get; } = From("audio");

    /// <summary>A document message.</summary>
    public static CubeConnectMessageKind Document { get; } = From("document");

    /// <summary>A location message.</summary>
    public static CubeConnectMessageKind Location { get; } = From("location");

    /// <summary>An interactive message.</summary>
    public static CubeConnectMessageKind Interactive { get; } = From("interactive");

    /// <summary>A reaction message.</summary>
    public static CubeConnectMessageKind Reaction { get; } = From("reaction");

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CubeConnectMessageKind From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
