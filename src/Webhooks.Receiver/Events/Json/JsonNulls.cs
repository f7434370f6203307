using System.Runtime.InteropServices;
using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>Copies the JSON of an object, with null in place of some of its values.</summary>
internal static class JsonNulls
{
    /// <param name="root">The object.</param>
    /// <param name="members">The members whose values are replaced: in the object at any depth, also one in another.</param>
    public static byte[] Copy(JsonElement root, IEnumerable<UnreadableMember> members)
    {
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(root);
        var values = new List<Range>();
        foreach (UnreadableMember member in members)
        {
            ReadOnlySpan<byte> value = JsonMarshal.GetRawUtf8Value(member.Value);
            json.Overlaps(value, out int start);
            values.Add(start..(start + value.Length));
        }

        values.Sort((left, right) => left.Start.Value.CompareTo(right.Start.Value));
        var copy = new List<byte>(json.Length);
        int copied = 0;
        foreach (Range value in values)
        {
            if (value.Start.Value >= copied)
            {
                copy.AddRange(json[copied..value.Start.Value]);
                copy.AddRange("null"u8);
                copied = value.End.Value;
            }
        }

        copy.AddRange(json[copied..]);
        return [.. copy];
    }
}
