using System.Runtime.CompilerServices;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>Types as a C# programmer writes them.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(sbyte)] = "sbyte",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>A type without annotations, as in an attribute or a default value.</summary>
    public static string Of(Type type) => Of(type, _ => "", new TupleNames([]));

    /// <summary>A type with the annotations and the tuple names of one use of it.</summary>
    public static string Of(Type type, NullableFlags nullable, TupleNames? names = null) =>
        Of(type, _ => nullable.NextIsNullable() ? "?" : "", names ?? new TupleNames([]));

    /// <summary>A definition's own name after those of the types around it, each with its type parameters.</summary>
    public static string OfDefinition(Type type) => Join(type, [.. type.GetGenericArguments().Select(GenericParameters.TextOf)]);

    public static string WithoutArity(string name) => name.Split('`')[0];

    private static string Of(Type type, Func<Type, string> markOf, TupleNames names)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, markOf, names);
        }

        if (type.IsPointer)
        {
            return $"{Of(type.GetElementType()!, markOf, names)}*";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Of(value, markOf, names)}?";
        }

        // Value types have a flag only where they have arguments, and then it says nothing.
        bool hasFlag = !type.IsValueType || type.IsGenericType || type.IsGenericParameter;
        string mark = hasFlag ? markOf(type) : "";
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, markOf, names)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        if (_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword + mark;
        }

        if (type.IsGenericType && type.IsAssignableTo(typeof(ITuple)) && type.IsValueType)
        {
            Type[] elements = type.GetGenericArguments();
            string[] labels = [.. elements.Select(_ => names.Next())];
            return $"({string.Join(", ", elements.Select((element, i) => Of(element, markOf, names) + labels[i]))})";
        }

        return Join(type, [.. type.GetGenericArguments().Select(argument => Of(argument, markOf, names))]) + mark;
    }

    /// <summary>Each type around a nested one takes the arguments that are its own.</summary>
    private static string Join(Type type, string[] arguments)
    {
        Type? outer = type.IsGenericParameter ? null : type.DeclaringType;
        int taken = outer?.GetGenericArguments().Length ?? 0;
        string own = arguments.Length > taken ? $"{WithoutArity(type.Name)}<{string.Join(", ", arguments[taken..])}>" : type.Name;
        return outer is null ? own : $"{Join(outer, arguments[..taken])}.{own}";
    }
}
