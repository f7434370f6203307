using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>All that an event says, as text: two events that say the same have one text.</summary>
internal static class EventDump
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private static void Write(object? value, StringBuilder text)
    {
        switch (value)
        {
            case JsonElement { ValueKind: not JsonValueKind.Undefined } raw:
                text.Append(raw.GetRawText());
                break;
            case WebhookObject part:
                text.Append(part.GetType().Name);
                foreach (PropertyInfo property in part.GetType().GetProperties().Where(property => property.GetMethod is { IsStatic: false }))
                {
                    text.Append(' ').Append(property.Name).Append('=');
                    Write(property.GetValue(part), text);
                }

                break;
            case IDictionary<string, JsonElement> members:
                foreach ((string name, JsonElement member) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    text.Append(name).Append(':').Append(member.GetRawText()).Append(';');
                }

                break;
            case string or null:
                text.Append('"').Append(value).Append('"');
                break;
            case IEnumerable items:
                foreach (object? item in items)
                {
                    Write(item, text);
                    text.Append(',');
                }

                break;
            case DateTimeOffset time:
                text.Append(time.ToString("O"));
                break;
            default:
                text.Append(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }
}
