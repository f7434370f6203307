using System.Reflection;
using System.Runtime.CompilerServices;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>The names of the tuple elements in one use of a type, read from the front to the back.</summary>
internal sealed class TupleNames(IReadOnlyList<string?> names)
{
    private int _next;

    public static TupleNames Of(ICustomAttributeProvider member) =>
        new([.. member.GetCustomAttributes(typeof(TupleElementNamesAttribute), false)
            .Cast<TupleElementNamesAttribute>()
            .SelectMany(attribute => attribute.TransformNames)]);

    /// <summary>The next element's name, as it follows its type; empty where it has none.</summary>
    public string Next() => _next < names.Count && names[_next++] is { } name ? $" {name}" : "";
}
