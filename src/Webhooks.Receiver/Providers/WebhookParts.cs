using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Webhooks.Receiver;

/// <summary>The result of splitting a body that brings several events. <see langword="default"/> is malformed.</summary>
public readonly record struct WebhookParts
{
    /// <summary>The greatest number of events in a delivery. One with more is malformed.</summary>
    public const int MaxCount = 10_000;

    private readonly WebhookFailureReason _reason;

    private WebhookParts(IReadOnlyList<ReadOnlyMemory<byte>>? bodies, WebhookFailureReason reason = default)
    {
        Bodies = bodies;
        _reason = reason;
    }

    /// <summary>The bytes of each event, in the sender's order, as the parser and the handler see them; null if malformed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Bodies { get; }

    /// <summary>Whether the body was split.</summary>
    [MemberNotNullWhen(true, nameof(Bodies))]
    public bool IsSplit => Bodies is not null;

    /// <summary>Why the body brings no events; null if it was split.</summary>
    public WebhookFailureReason? Reason => IsSplit ? null : _reason;

    /// <summary>The path of the member that the reason is about, by your own names; null if it is not about one member.</summary>
    public string? Member { get; private init; }

    /// <summary>Creates a result with the bytes of each event; malformed if there are more than <see cref="MaxCount"/>.</summary>
    /// <param name="bodies">
    /// The bytes of each event: a copy of its part of the body, or bytes made of it. No bytes at all is a delivery without events.
    /// </param>
    public static WebhookParts From(IReadOnlyList<ReadOnlyMemory<byte>> bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        return bodies.Count <= MaxCount ? new(bodies) : Malformed(WebhookFailureReason.TooManyEvents);
    }

    /// <summary>Splits JSON whose events are the elements of an array. They are only found here: each is checked when it is parsed.</summary>
    /// <param name="payload">The body.</param>
    /// <param name="member">The member of the root object that is the array; null if the root is the array.</param>
    public static WebhookParts FromJsonArray(WebhookPayload payload, string? member = null)
    {
        if (!Utf8.IsValid(payload.Body))
        {
            return Malformed(WebhookFailureReason.NotJson);
        }

        try
        {
            var reader = new Utf8JsonReader(payload.Body, new JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            List<ReadOnlyMemory<byte>>? bodies = null;
            if (member is null)
            {
                bodies = ReadArray(ref reader, payload.Body);
            }
            else if (reader.TokenType != JsonTokenType.StartObject)
            {
                return Malformed(WebhookFailureReason.NotAnObject);
            }

            byte[] name = Encoding.UTF8.GetBytes(member ?? "");
            while (member is not null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isMember = JsonRootMember.IsNamed(in reader, name);
                reader.Read();
                if (!isMember)
                {
                    reader.Skip();
                    continue;
                }

                if (bodies is not null)
                {
                    return Malformed(WebhookFailureReason.DuplicateMember, member);
                }

                bodies = ReadArray(ref reader, payload.Body);
                if (bodies is null)
                {
                    break;
                }
            }

            if (bodies is { Count: <= MaxCount })
            {
                reader.Read(); // throws if something follows
            }

            return bodies is null ? Malformed(WebhookFailureReason.MemberUnreadable, member) : From(bodies);
        }
        catch (JsonException)
        {
            return Malformed(WebhookFailureReason.NotJson);
        }
    }

    /// <summary>Creates a result for a body that brings no events.</summary>
    /// <param name="reason"><inheritdoc cref="WebhookParseResult{TEvent}.Malformed" path="/param[@name='reason']"/></param>
    /// <param name="member"><inheritdoc cref="WebhookParseResult{TEvent}.Malformed" path="/param[@name='member']"/></param>
    /// <exception cref="ArgumentOutOfRangeException">The reason is one for another outcome.</exception>
    public static WebhookParts Malformed(WebhookFailureReason reason = default, string? member = null) => reason.IsOfMalformed()
        ? new(null, reason) { Member = member }
        : throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason for a malformed body.");

    /// <summary>Returns the number of events, or the reason: a body must not get into a log.</summary>
    public override string ToString() => IsSplit ? $"{Bodies.Count} events" : $"Malformed: {_reason}";

    /// <returns>The elements; one more than <see cref="MaxCount"/> at most. Null if the reader is at no array.</returns>
    private static List<ReadOnlyMemory<byte>>? ReadArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        List<ReadOnlyMemory<byte>> elements = [];
        while (elements.Count <= MaxCount && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(body[start..(int)reader.BytesConsumed].ToArray());
        }

        return elements;
    }
}
