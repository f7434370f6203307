using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

/// <summary>Finds what a JSON path became in an event.</summary>
internal static class EventParts
{
    /// <summary>A typed value, or a <see cref="JsonElement"/> inside raw JSON; null where there is none.</summary>
    public static object? At(object e, string path, JsonNamingPolicy naming)
    {
        object? current = e;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            current = current switch
            {
                null => null,
                JsonElement raw => raw.GetProperty(name),
                _ => PropertyOf(current, name, naming)!.GetValue(current),
            };
        }

        return current is JsonElement { ValueKind: JsonValueKind.Undefined } ? null : current;
    }

    /// <summary>The property for a member of that name; null where the type has none.</summary>
    public static PropertyInfo? PropertyOf(object part, string name, JsonNamingPolicy naming) =>
        part.GetType().GetProperties().SingleOrDefault(property => NameOf(property, naming) == name);

    /// <summary>A member that the type does not know, wherever it was kept.</summary>
    public static JsonElement Unknown(object e, string objectPath, string name, JsonNamingPolicy naming) => At(e, objectPath, naming) switch
    {
        WebhookObject part => part.ExtensionData![name],
        JsonElement raw => raw.GetProperty(name),
        _ => throw new ArgumentException($"There is no object at '{objectPath}'.", nameof(objectPath)),
    };

    public static string? Text(object? value) => value switch
    {
        JsonElement raw => raw.GetRawText(),
        DateTimeOffset time => time.ToString("O"),
        IEnumerable<string> many => string.Join('|', many),
        IEnumerable<WebhookObject> many => string.Join('|', many.Select(part => part.GetHashCode())),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Every typed object of an event, the event first.</summary>
    public static IEnumerable<WebhookObject> Objects(WebhookObject root)
    {
        yield return root;
        foreach (PropertyInfo property in root.GetType().GetProperties())
        {
            object? value = property.GetValue(root);
            IEnumerable<object?> parts = value as IEnumerable<WebhookObject> ?? (IEnumerable<object?>)[value];
            foreach (WebhookObject below in parts.OfType<WebhookObject>().SelectMany(Objects))
            {
                yield return below;
            }
        }
    }

    /// <summary>The name on the wire.</summary>
    public static string NameOf(PropertyInfo property, JsonNamingPolicy naming) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>(inherit: true)?.Name ?? naming.ConvertName(property.Name);
}
