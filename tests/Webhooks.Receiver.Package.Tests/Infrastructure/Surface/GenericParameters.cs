using System.Reflection;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>Type parameters with their attributes and variance, and what they are constrained to.</summary>
internal static class GenericParameters
{
    public static string TextOf(Type parameter)
    {
        string variance = (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
        {
            GenericParameterAttributes.Contravariant => "in ",
            GenericParameterAttributes.Covariant => "out ",
            _ => "",
        };
        return $"{ContractAttributes.Of(parameter)}{variance}{parameter.Name}";
    }

    public static string ConstraintsOf(IEnumerable<Type> parameters) => string.Concat(
        from parameter in parameters
        let constraints = ConstraintsOf(parameter).ToArray()
        where constraints.Length > 0
        select $" where {parameter.Name} : {string.Join(", ", constraints)}");

    private static IEnumerable<string> ConstraintsOf(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        NullableFlags nullable = NullableFlags.Of(parameter);
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (isStruct)
        {
            yield return HasAttribute(parameter, "IsUnmanagedAttribute") ? "unmanaged" : "struct";
        }
        else if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return nullable.IsNullable ? "class?" : "class";
        }
        else if (nullable.IsNotNull)
        {
            yield return "notnull";
        }

        foreach ((Type type, NullableFlags flags) in MetadataRows.ConstraintsOf(parameter).Where(row => row.Type != typeof(ValueType)))
        {
            yield return TypeName.Of(type, flags);
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
        {
            yield return "new()";
        }

        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike))
        {
            yield return "allows ref struct";
        }
    }

    private static bool HasAttribute(Type parameter, string name) =>
        parameter.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == name);
}
