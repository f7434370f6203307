using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>
/// The attributes that callers or their compiler go by. What is not known as noise is shown, so that a new attribute is seen; noise is
/// what the compiler writes, what only debuggers read, and how JSON is mapped, which the payload tests hold.
/// </summary>
internal static class ContractAttributes
{
    private static readonly string[] _noise =
    [
        "System.CodeDom.Compiler",
        "System.Diagnostics",
        "System.Runtime.CompilerServices",
        "System.Runtime.InteropServices",
        "System.Text.Json.Serialization",
        typeof(DefaultMemberAttribute).FullName!,
        typeof(ExcludeFromCodeCoverageAttribute).FullName!,
        typeof(ParamArrayAttribute).FullName!,
        typeof(SuppressMessageAttribute).FullName!,
        typeof(UnconditionalSuppressMessageAttribute).FullName!,
    ];

    private static readonly string[] _shown =
    [
        typeof(AsyncMethodBuilderAttribute).FullName!,
        typeof(CallerArgumentExpressionAttribute).FullName!,
        typeof(CallerFilePathAttribute).FullName!,
        typeof(CallerLineNumberAttribute).FullName!,
        typeof(CallerMemberNameAttribute).FullName!,
        typeof(CollectionBuilderAttribute).FullName!,
        typeof(InterpolatedStringHandlerArgumentAttribute).FullName!,
        typeof(InterpolatedStringHandlerAttribute).FullName!,
        typeof(JsonExtensionDataAttribute).FullName!,
        typeof(OverloadResolutionPriorityAttribute).FullName!,
        typeof(System.Diagnostics.ConditionalAttribute).FullName!,
    ];

    public static string Of(MemberInfo member) => TextOf(member.GetCustomAttributesData(), "");

    /// <summary>A property's attributes; what it says about null stands on its accessors' values.</summary>
    public static string Of(PropertyInfo property) => TextOf(
        [
            .. property.GetCustomAttributesData(),
            .. property.GetMethod?.ReturnParameter.GetCustomAttributesData() ?? [],
            .. property.SetMethod?.GetParameters()[^1].GetCustomAttributesData() ?? [],
        ],
        "");

    public static string Of(ParameterInfo parameter) => TextOf(parameter.GetCustomAttributesData(), "");

    public static string OfReturn(MethodInfo method) => TextOf(method.ReturnParameter.GetCustomAttributesData(), "return: ");

    private static string TextOf(IEnumerable<CustomAttributeData> attributes, string target) => string.Concat(
        attributes.Where(IsContract).Select(attribute => $"[{target}{TextOf(attribute)}] ").Distinct().Order(StringComparer.Ordinal));

    private static bool IsContract(CustomAttributeData attribute)
    {
        Type type = attribute.AttributeType;
        return _shown.Contains(type.FullName)
            || (type.IsVisible && !_noise.Contains(type.FullName) && !_noise.Contains(type.Namespace) && !IsForOldCompilers(attribute));
    }

    /// <summary>What keeps a compiler without required members or ref structs from using them.</summary>
    private static bool IsForOldCompilers(CustomAttributeData attribute) =>
        attribute.AttributeType == typeof(ObsoleteAttribute)
        && attribute.ConstructorArguments is [{ Value: string message }, ..]
        && message.Contains("not supported in this version of your compiler", StringComparison.Ordinal);

    private static string TextOf(CustomAttributeData attribute)
    {
        string name = TypeName.Of(attribute.AttributeType);
        name = name.EndsWith(nameof(Attribute), StringComparison.Ordinal) ? name[..^nameof(Attribute).Length] : name;
        ParameterInfo[] parameters = attribute.Constructor.GetParameters();
        string[] arguments =
        [
            .. attribute.ConstructorArguments.SelectMany((argument, i) => argument.Value is not null && IsParams(parameters[i])
                ? ItemsOf(argument)
                : [TextOf(argument)]),
            .. attribute.NamedArguments.Select(named => $"{named.MemberName} = {TextOf(named.TypedValue)}"),
        ];
        return arguments.Length > 0 ? $"{name}({string.Join(", ", arguments)})" : name;
    }

    private static string TextOf(CustomAttributeTypedArgument argument) => argument.Value is IEnumerable<CustomAttributeTypedArgument>
        ? $"[{string.Join(", ", ItemsOf(argument))}]"
        : Literal.Of(argument.Value, argument.ArgumentType);

    private static bool IsParams(ParameterInfo parameter) => parameter.IsDefined(typeof(ParamArrayAttribute));

    private static IEnumerable<string> ItemsOf(CustomAttributeTypedArgument array) =>
        ((IEnumerable<CustomAttributeTypedArgument>)array.Value!).Select(TextOf);
}
