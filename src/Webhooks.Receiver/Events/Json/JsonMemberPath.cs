using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>
/// Names members by the names that types declare, such as <c>data.ad_id</c> and <c>errors[].code</c>: a closed set, safe to log and to
/// count by. A member that is not declared is <c>*</c>, and so is everything in it. The root's own path is empty.
/// </summary>
internal static class JsonMemberPath
{
    private const string Undeclared = "*";

    /// <returns>The declared member of that name; null where there is none.</returns>
    public static JsonPropertyInfo? Find(JsonTypeInfo? type, string name)
    {
        if (type is { Kind: JsonTypeInfoKind.Object })
        {
            foreach (JsonPropertyInfo property in type.Properties)
            {
                if (property.Name == name && !property.IsExtensionData)
                {
                    return property;
                }
            }
        }

        return null;
    }

    /// <returns>What the member is read as.</returns>
    public static JsonTypeInfo GetMemberType(JsonPropertyInfo property) => property.Options.GetTypeInfo(property.PropertyType);

    /// <returns>What the elements of a list are read as; null where the type is no list.</returns>
    public static JsonTypeInfo? GetElementType(JsonTypeInfo? type) =>
        type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } ? type.Options.GetTypeInfo(element) : null;

    /// <param name="path">The path of the object.</param>
    /// <param name="property">The member; null where it is not declared.</param>
    public static string Join(string path, JsonPropertyInfo? property)
    {
        string name = property?.Name ?? Undeclared;
        return path.Length == 0 ? name : IsUndeclared(path) ? path : $"{path}.{name}";
    }

    /// <param name="path">The path of the list.</param>
    public static string JoinElement(string path) => IsUndeclared(path) ? path : $"{path}[]";

    private static bool IsUndeclared(string path) => path == Undeclared || path.EndsWith($".{Undeclared}", StringComparison.Ordinal);
}
