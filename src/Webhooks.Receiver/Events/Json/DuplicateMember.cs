using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>Finds the first object that has two members of one name. Does not recurse: a body may have 1,000 levels.</summary>
internal static class DuplicateMember
{
    /// <param name="root">The value to search, at any depth.</param>
    /// <param name="type">The type that the value is read as; null if it is not known.</param>
    /// <returns>The duplicate member's <see cref="JsonMemberPath"/>; null if there is none.</returns>
    public static string? Find(JsonElement root, JsonTypeInfo? type)
    {
        var open = new Stack<IEnumerator<Child>>();
        open.Push(GetChildren(new Child(root, type, "")));
        while (open.TryPeek(out IEnumerator<Child>? children))
        {
            if (!children.MoveNext())
            {
                open.Pop();
            }
            else if (children.Current.IsDuplicate)
            {
                return children.Current.Path;
            }
            else
            {
                open.Push(GetChildren(children.Current));
            }
        }

        return null;
    }

    private static IEnumerator<Child> GetChildren(Child parent)
    {
        if (parent.Value.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty member in parent.Value.EnumerateObject())
            {
                string name = member.Name;
                JsonPropertyInfo? declared = JsonMemberPath.Find(parent.Type, name);
                JsonTypeInfo? type = declared is null ? null : JsonMemberPath.GetMemberType(declared);
                yield return new Child(member.Value, type, JsonMemberPath.Join(parent.Path, declared)) { IsDuplicate = !names.Add(name) };
            }
        }
        else if (parent.Value.ValueKind == JsonValueKind.Array)
        {
            JsonTypeInfo? type = JsonMemberPath.GetElementType(parent.Type);
            string path = JsonMemberPath.JoinElement(parent.Path);
            foreach (JsonElement element in parent.Value.EnumerateArray())
            {
                yield return new Child(element, type, path);
            }
        }
    }

    private readonly record struct Child(JsonElement Value, JsonTypeInfo? Type, string Path)
    {
        public bool IsDuplicate { get; init; }
    }
}
