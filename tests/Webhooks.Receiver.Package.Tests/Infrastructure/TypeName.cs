using System.Globalization;
using System.Reflection;

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
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
    };

    public static string Of(Type type)
    {
        if (_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Of(value)}?";
        }

        return type.IsGenericType
            ? $"{WithoutArity(type.Name)}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : type.Name;
    }

    /// <summary>A definition's own name, with the names of its type parameters and the types around it.</summary>
    public static string OfDefinition(Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        string own = arguments.Length > 0 ? $"{WithoutArity(type.Name)}<{string.Join(", ", arguments.Select(VarianceAndName))}>" : type.Name;
        return type.DeclaringType is { } outer ? $"{OfDefinition(outer)}.{own}" : own;
    }

    public static string WithoutArity(string name) => name.Split('`')[0];

    public static string ConstraintsOf(Type[] parameters) => string.Concat(
        from parameter in parameters.Where(parameter => parameter.IsGenericParameter)
        let constraints = ConstraintsOf(parameter).ToArray()
        where constraints.Length > 0
        select $" where {parameter.Name} : {string.Join(", ", constraints)}");

    public static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        Enum name => $"{name.GetType().Name}.{name}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<string> ConstraintsOf(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (isStruct)
        {
            yield return "struct";
        }

        foreach (Type constraint in parameter.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)))
        {
            yield return Of(constraint);
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
        {
            yield return "new()";
        }
    }

    private static string VarianceAndName(Type parameter)
    {
        GenericParameterAttributes variance = parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask;
        return variance switch
        {
            GenericParameterAttributes.Contravariant => $"in {parameter.Name}",
            GenericParameterAttributes.Covariant => $"out {parameter.Name}",
            _ => parameter.Name,
        };
    }
}
