using System.Reflection;
using System.Text;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>
/// What users of an assembly can name, as lines of C# in a stable order, by namespace. A line that changes is a change that they may
/// have to follow. What follows from the word "record" is left out, and so are overrides of what every object has.
/// </summary>
internal static class PublicSurface
{
    private const string Indent = "    ";

    public static string Of(Assembly assembly) => Of(assembly.GetTypes());

    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string?, Type> group in types
            .Where(Visibility.IsVisible)
            .GroupBy(type => type.Namespace)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append("namespace ").Append(group.Key).Append("\n\n");
            foreach (Type type in group.OrderBy(TypeName.OfDefinition, StringComparer.Ordinal))
            {
                text.Append(Indent).Append(TypeText.HeadOf(type)).Append('\n');
                foreach (string member in TypeText.MembersOf(type))
                {
                    text.Append(Indent).Append(Indent).Append(member).Append('\n');
                }

                text.Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
