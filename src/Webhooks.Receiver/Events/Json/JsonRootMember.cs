using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>Finds one member of a body's root object, without reading the rest. The first member of that name counts.</summary>
internal static class JsonRootMember
{
    private static readonly JsonReaderOptions _reading = new() { MaxDepth = JsonBody.LargestMaxDepth };

    public static Utf8JsonReader CreateReader(ReadOnlySpan<byte> body) => new(body, _reading);

    /// <summary>Moves a reader from the beginning of a body to the value of a member.</summary>
    /// <param name="reader">The reader, of valid UTF-8.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>Whether the body begins as an object with this member.</returns>
    /// <exception cref="JsonException">What was read is not JSON.</exception>
    public static bool TryMoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFound = IsNamed(in reader, name);
            reader.Read();
            if (isFound)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <returns>Whether the reader is at a member of this name. A name with a lone surrogate, at which readers fail, is another one.</returns>
    public static bool IsNamed(in Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        !(reader.ValueIsEscaped && UndecodableNames.IsUndecodable(reader.ValueSpan)) && reader.ValueTextEquals(name);

    /// <summary>Reads a member of a body that was read strictly before.</summary>
    /// <returns>The member's value; undefined if there is none.</returns>
    public static JsonElement Read(ReadOnlySpan<byte> body, string name)
    {
        Utf8JsonReader reader = CreateReader(body);
        return TryMoveTo(ref reader, Encoding.UTF8.GetBytes(name)) ? JsonElement.ParseValue(ref reader) : default;
    }
}
