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
    /// <exception cref="InvalidOperationException">A name that was read contains a lone surrogate.</exception>
    public static bool TryMoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFound = reader.ValueTextEquals(name);
            reader.Read();
            if (isFound)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Reads a member of a body that was read strictly before.</summary>
    /// <returns>The member's value; undefined if there is none.</returns>
    public static JsonElement Read(ReadOnlySpan<byte> body, string name)
    {
        byte[] utf8Name = Encoding.UTF8.GetBytes(name);
        try
        {
            return Find(body, utf8Name);
        }
        catch (InvalidOperationException)
        {
            return Find(UndecodableNames.Escape(body), utf8Name);
        }
    }

    private static JsonElement Find(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        Utf8JsonReader reader = CreateReader(body);
        return TryMoveTo(ref reader, name) ? JsonElement.ParseValue(ref reader) : default;
    }
}
