using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>
/// Paths of members, such as <c>data.ad_id</c> and <c>errors[].code</c>. They consist of names that types declare: a closed set, safe in
/// logs and metrics. A member that is not declared, and everything in it, is <c>*</c>. The path of the root is empty.
/// </summary>
internal static class JsonMemberPath
{
    private const string Undeclared = "*";

    /// <returns>The declared member of that name; null if there is none.</returns>
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

    /// <returns>The type that the member is read as.</returns>
    public static JsonTypeInfo GetMemberType(JsonPropertyInfo property) => property.Options.GetTypeInfo(property.PropertyType);

    /// <returns>The type that the elements of a list are read as; null if the type is not a list.</returns>
    public static JsonTypeInfo? GetElementType(JsonTypeInfo? type) =>
        type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } ? type.Options.GetTypeInfo(element) : null;

    /// <param name="path">The path of the object.</param>
    /// <param name="property">The member; null if it is not declared.</param>
    public static string Join(string path, JsonPropertyInfo? property)
    {
        string name = property?.Name ?? Undeclared;
        return path.Length == 0 ? name : IsUndeclared(path) ? path : $"{path}.{name}";
    }

    /// <param name="path">The path of the list.</param>
    public static string JoinElement(string path) => IsUndeclared(path) ? path : $"{path}[]";

    private static bool IsUndeclared(string path) => path == Undeclared || path.EndsWith($".{Undeclared}", StringComparison.Ordinal);
}
