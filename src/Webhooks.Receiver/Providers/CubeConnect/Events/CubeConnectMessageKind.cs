using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A received message's kind. An open set: a value that is not named here is kept as it was sent. Case is ignored.</summary>
[JsonConverter(typeof(OpenEnumJsonConverter<CubeConnectMessageKind>))]
public readonly record struct CubeConnectMessageKind : IOpenEnum<CubeConnectMessageKind>
{
    private static readonly string[] _known = [Values.Text, Values.Image, Values.Video, Values.Audio, Values.Document, Values.Location, Values.Interactive, Values.Reaction];

    private readonly string? _value;

    private CubeConnectMessageKind(string value) => _value = value;

    /// <summary>A text message.</summary>
    public static CubeConnectMessageKind Text { get; } = From(Values.Text);

    /// <summary>An image message.</summary>
    public static CubeConnectMessageKind Image { get; } = From(Values.Image);

    /// <summary>A video message.</summary>
    public static CubeConnectMessageKind Video { get; } = From(Values.Video);

    /// <summary>An audio message.</summary>
    public static CubeConnectMessageKind Audio { get; } = From(Values.Audio);

    /// <summary>A document message.</summary>
    public static CubeConnectMessageKind Document { get; } = From(Values.Document);

    /// <summary>A location message.</summary>
    public static CubeConnectMessageKind Location { get; } = From(Values.Location);

    /// <summary>An interactive message.</summary>
    public static CubeConnectMessageKind Interactive { get; } = From(Values.Interactive);

    /// <summary>A reaction message.</summary>
    public static CubeConnectMessageKind Reaction { get; } = From(Values.Reaction);

    /// <inheritdoc/>
    public string Value => _value ?? "";

    /// <inheritdoc/>
    public static CubeConnectMessageKind From(string value) => new(OpenEnumText.Normalize(value, _known));

    /// <summary>Whether two values are equal; case is ignored.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(CubeConnectMessageKind other) => OpenEnumText.AreEqual(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenEnumText.GetHash(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The known values as constants, to switch over <see cref="Value"/>.</summary>
    public static class Values
    {
        /// <summary>A text message.</summary>
        public const string Text = "text";

        /// <summary>An image message.</summary>
        public const string Image = "image";

        /// <summary>A video message.</summary>
        public const string Video = "video";

        /// <summary>An audio message.</summary>
        public const string Audio = "audio";

        /// <summary>A document message.</summary>
        public const string Document = "document";

        /// <summary>A location message.</summary>
        public const string Location = "location";

        /// <summary>An interactive message.</summary>
        public const string Interactive = "interactive";

        /// <summary>A reaction message.</summary>
        public const string Reaction = "reaction";
    }
}
