using System.Text.Json;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Finds what a JSON path became in an event.</summary>
internal static class CueParts
{
    /// <summary>A typed value, or a <see cref="JsonElement"/> inside raw JSON; null where there is none.</summary>
    public static object? At(CueEvent e, string path)
    {
        object? current = e;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            current = current switch
            {
                null => null,
                JsonElement raw => raw.GetProperty(name),
                _ => current.GetType().GetProperties()
                    .Single(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == name).GetValue(current),
            };
        }

        return current;
    }

    /// <summary>A member that the type does not know, wherever it was kept.</summary>
    public static JsonElement Unknown(CueEvent e, string objectPath, string name) => At(e, objectPath) switch
    {
        WebhookObject part => part.ExtensionData![name],
        JsonElement raw => raw.GetProperty(name),
        _ => throw new ArgumentException($"There is no object at '{objectPath}'.", nameof(objectPath)),
    };
}
