using System.Reflection;
using System.Runtime.CompilerServices;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>One member as a line of C#, without a body. What is not said to be protected is public.</summary>
internal static class MemberText
{
    private static readonly Dictionary<string, string> _operators = new()
    {
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_GreaterThan"] = ">",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThanOrEqual"] = ">=",
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_LogicalNot"] = "!",
        ["op_OnesComplement"] = "~",
        ["op_True"] = "true",
        ["op_False"] = "false",
    };

    public static string Of(FieldInfo field)
    {
        string access = AccessOf(field.IsPublic);
        string required = Has<RequiredMemberAttribute>(field) ? "required " : "";
        string kind = field switch
        {
            { IsLiteral: true } => "const ",
            { IsStatic: true, IsInitOnly: true } => "static readonly ",
            { IsStatic: true } => "static ",
            { IsInitOnly: true } => "readonly ",
            _ => "",
        };
        string value = field.IsLiteral ? $" = {Literal.Of(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{ContractAttributes.Of(field)}{access}{required}{kind}{TypeOf(field.FieldType, field)} {field.Name}{value}";
    }

    public static string OfEnumValue(FieldInfo field) =>
        $"{ContractAttributes.Of(field)}{field.Name} = {Literal.Of(field.GetRawConstantValue(), typeof(object))}";

    public static string Of(ConstructorInfo constructor) => $"{ContractAttributes.Of(constructor)}{AccessOf(constructor.IsPublic)}"
        + $"{TypeName.WithoutArity(constructor.DeclaringType!.Name)}({ParametersOf(constructor)})";

    public static string Of(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(Visibility.IsVisible)];
        bool isPublic = accessors.Any(accessor => accessor.IsPublic);
        string get = property.GetMethod is { } getter ? AccessorOf(getter, isPublic, "get") : "";
        string set = property.SetMethod is { } setter ? AccessorOf(setter, isPublic, IsInit(setter) ? "init" : "set") : "";
        string required = Has<RequiredMemberAttribute>(property) ? "required " : "";
        string name = property.GetIndexParameters().Length > 0 ? $"this[{IndexOf(property, accessors[0])}]" : property.Name;
        string type = RefOf(property.GetMethod) + TypeOf(property.PropertyType, property);
        return $"{ContractAttributes.Of(property)}{AccessOf(isPublic)}{required}{ModifiersOf(accessors[0])}{type} {name} {{ {get}{set}}}";
    }

    public static string Of(EventInfo declared)
    {
        MethodInfo accessor = declared.AddMethod!;
        string type = TypeOf(declared.EventHandlerType!, declared);
        return $"{ContractAttributes.Of(declared)}{AccessOf(accessor.IsPublic)}{ModifiersOf(accessor)}event {type} {declared.Name}";
    }

    public static string Of(MethodInfo method)
    {
        Type[] generics = method.GetGenericArguments();
        string arguments = generics.Length > 0 ? $"<{string.Join(", ", generics.Select(GenericParameters.TextOf))}>" : "";
        return $"{ContractAttributes.Of(method)}{ContractAttributes.OfReturn(method)}{AccessOf(method.IsPublic)}{ModifiersOf(method)}"
            + $"{TypeAndNameOf(method)}{arguments}({ParametersOf(method)}){GenericParameters.ConstraintsOf(generics)}";
    }

    /// <summary>A method's return type, as it stands before its name.</summary>
    public static string ReturnTypeOf(MethodInfo method) =>
        RefOf(method) + TypeName.Of(method.ReturnType, NullableFlags.Of(method.ReturnParameter), TupleNames.Of(method.ReturnParameter));

    public static string ParametersOf(MethodBase method) => string.Join(", ", method.GetParameters().Select(ParameterOf));

    private static string TypeAndNameOf(MethodInfo method) => method.Name switch
    {
        "op_Implicit" => $"implicit operator {ReturnTypeOf(method)}",
        "op_Explicit" => $"explicit operator {ReturnTypeOf(method)}",
        _ when method.IsSpecialName && _operators.TryGetValue(method.Name, out string? sign) => $"{ReturnTypeOf(method)} operator {sign}",
        _ => $"{ReturnTypeOf(method)} {method.Name}",
    };

    private static string IndexOf(PropertyInfo property, MethodInfo accessor) =>
        string.Join(", ", accessor.GetParameters().Take(property.GetIndexParameters().Length).Select(ParameterOf));

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string AccessorOf(MethodInfo accessor, bool isPropertyPublic, string keyword) =>
        Visibility.IsVisible(accessor) ? $"{AccessOf(accessor.IsPublic || !isPropertyPublic)}{keyword}; " : "";

    private static string ModifiersOf(MethodInfo method)
    {
        bool isOverride = method.GetBaseDefinition() != method || Has<PreserveBaseOverridesAttribute>(method);
        bool isReadOnlyByHand = Has<IsReadOnlyAttribute>(method) && !Has<CompilerGeneratedAttribute>(method);
        return method switch
        {
            { DeclaringType.IsInterface: true, IsStatic: true, IsAbstract: true } => "static abstract ",
            { DeclaringType.IsInterface: true, IsStatic: true, IsVirtual: true } => "static virtual ",
            { IsStatic: true } => "static ",
            { DeclaringType.IsInterface: true, IsAbstract: true } => "",
            { DeclaringType.IsInterface: true, IsVirtual: false } => "sealed ",
            { IsAbstract: true } => isOverride ? "abstract override " : "abstract ",
            { IsFinal: true } when isOverride => "sealed override ",
            _ when isOverride => "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => isReadOnlyByHand ? "readonly " : "",
        };
    }

    private static string AccessOf(bool isPublic) => isPublic ? "" : "protected ";

    private static string RefOf(MethodInfo? method) => method?.ReturnType.IsByRef switch
    {
        true => method.ReturnParameter.IsDefined(typeof(IsReadOnlyAttribute)) ? "ref readonly " : "ref ",
        _ => "",
    };

    private static string ParameterOf(ParameterInfo parameter)
    {
        string role = parameter switch
        {
            { Position: 0 } when parameter.Member.IsDefined(typeof(ExtensionAttribute)) => "this ",
            _ when Has<ParamArrayAttribute>(parameter) || Has<ParamCollectionAttribute>(parameter) => "params ",
            _ => "",
        };
        // A params span is always scoped, and the keyword is not written.
        string scoped = Has<ScopedRefAttribute>(parameter) && role != "params " ? "scoped " : "";
        string passing = parameter switch
        {
            { ParameterType.IsByRef: false } => "",
            { IsOut: true } => "out ",
            _ when Has<RequiresLocationAttribute>(parameter) => "ref readonly ",
            { IsIn: true } => "in ",
            _ => "ref ",
        };
        string value = parameter.HasDefaultValue ? $" = {Literal.Of(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        string type = TypeName.Of(parameter.ParameterType, NullableFlags.Of(parameter), TupleNames.Of(parameter));
        return $"{ContractAttributes.Of(parameter)}{role}{scoped}{passing}{type} {parameter.Name}{value}";
    }

    private static string TypeOf(Type type, MemberInfo member) => TypeName.Of(type, NullableFlags.Of(member), TupleNames.Of(member));

    private static bool Has<TAttribute>(ICustomAttributeProvider member) where TAttribute : Attribute =>
        member.IsDefined(typeof(TAttribute), false);
}
