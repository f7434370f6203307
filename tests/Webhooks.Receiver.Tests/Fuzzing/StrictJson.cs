using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Webhooks.Receiver.Tests;

/// <summary>What a body is, as the platform's own reader says, token by token: a second opinion beside the parsers.</summary>
internal sealed class StrictJson
{
    private const int MaxDepth = 64;

    private readonly Dictionary<string, (JsonTokenType Kind, string Text)> _members = [];

    private StrictJson()
    {
    }

    /// <summary>Why there is no JSON object; null where there is one.</summary>
    public WebhookFailureReason? Fault { get; private set; }

    /// <summary>Whether an object has two members of one name.</summary>
    public bool HasDuplicate { get; private set; }

    /// <summary>Whether a name is no text, so that it stands in an event by its escape sequence.</summary>
    public bool HasUndecodableName { get; private set; }

    public static StrictJson Of(ReadOnlySpan<byte> body)
    {
        var result = new StrictJson();
        result.Fault = Utf8.IsValid(body) ? result.Read(body) : WebhookFailureReason.NotJson;
        return result;
    }

    public bool Has(string name) => _members.ContainsKey(name);

    public bool IsText(string name) => _members.TryGetValue(name, out var member) && member.Kind == JsonTokenType.String;

    /// <returns>The root's member if it is text that can be encoded; else null.</returns>
    public string? Text(string name) => IsText(name) && IsWellFormed(_members[name].Text) ? _members[name].Text : null;

    /// <returns>The same, or a whole number of up to 40 characters.</returns>
    public string? Id(string name) =>
        _members.TryGetValue(name, out var member) && member.Kind == JsonTokenType.Number
            ? member.Text.Length <= 40 && member.Text.All(c => c is not ('.' or 'e' or 'E')) ? member.Text : null
            : Text(name);

    /// <summary>Whether a text can identify an event.</summary>
    public static bool Identifies(string? id) =>
        id is not null && id.Any(c => !char.IsWhiteSpace(c)) && !id.Any(c => c is '\0' or '\uFEFF');

    private WebhookFailureReason? Read(ReadOnlySpan<byte> body)
    {
        bool isObject = false;
        string name = "";
        var names = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            for (bool isFirst = true; reader.Read(); isFirst = false)
            {
                isObject |= isFirst && reader.TokenType == JsonTokenType.StartObject;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth == MaxDepth)
                {
                    return WebhookFailureReason.TooDeep;
                }

                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        names.Push([]);
                        break;
                    case JsonTokenType.EndObject:
                        names.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        name = NameOf(Unescaped(reader.ValueSpan));
                        HasDuplicate |= !names.Peek().Add(name);
                        break;
                }

                if (isObject && reader.CurrentDepth == 1
                    && reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray))
                {
                    _members[name] = (reader.TokenType, Unescaped(reader.ValueSpan));
                }
            }
        }
        catch (JsonException)
        {
            return WebhookFailureReason.NotJson;
        }

        return !isObject ? WebhookFailureReason.NotAnObject : HasDuplicate ? WebhookFailureReason.DuplicateMember : null;
    }

    /// <summary>Half a surrogate pair has no UTF-8 encoding; in a name it is its escape sequence.</summary>
    private string NameOf(string name)
    {
        if (IsWellFormed(name))
        {
            return name;
        }

        HasUndecodableName = true;
        return string.Concat(name.EnumerateRunes().Zip(Positions(name), (rune, at) =>
            char.IsSurrogate(name[at]) && !Rune.TryGetRuneAt(name, at, out _) ? $"\\u{(int)name[at]:x4}" : rune.ToString()));
    }

    private static IEnumerable<int> Positions(string text)
    {
        for (int at = 0; at < text.Length; at += Rune.TryGetRuneAt(text, at, out Rune rune) ? rune.Utf16SequenceLength : 1)
        {
            yield return at;
        }
    }

    private static bool IsWellFormed(string text) => Positions(text).All(at => Rune.TryGetRuneAt(text, at, out _));

    private static string Unescaped(ReadOnlySpan<byte> token)
    {
        string text = Encoding.UTF8.GetString(token);
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                result.Append((char)ushort.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                result.Append(text[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', char other => other });
            }
        }

        return result.ToString();
    }
}
