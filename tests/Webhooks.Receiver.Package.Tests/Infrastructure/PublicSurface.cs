using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>
/// What users of an assembly can name, as text in a stable order. What the compiler adds to a record is left out: it follows from the
/// record's own members.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.ToString(), StringComparer.Ordinal))
        {
            text.Append(HeadOf(type)).Append('\n');
            IEnumerable<string> members = type.IsEnum ? EnumValuesOf(type) : MembersOf(type).Order(StringComparer.Ordinal);
            foreach (string member in members)
            {
                text.Append("    ").Append(member).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string HeadOf(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => IsReadOnly(type) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        List<string> bases = [];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            bases.Add(TypeName.Of(parent));
        }

        bases.AddRange(type.IsEnum ? [] : type.GetInterfaces().Where(i => i.IsVisible).Select(TypeName.Of).Order(StringComparer.Ordinal));
        string flags = type.IsEnum && type.IsDefined(typeof(FlagsAttribute)) ? "[Flags] " : "";
        string baseList = bases.Count > 0 ? $" : {string.Join(", ", bases)}" : "";
        return $"{flags}{kind} {type.Namespace}.{TypeName.OfDefinition(type)}{baseList}{TypeName.ConstraintsOf(type.GetGenericArguments())}";
    }

    private static bool IsReadOnly(Type type) => type.IsDefined(typeof(IsReadOnlyAttribute));

    private static IEnumerable<string> EnumValuesOf(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}");

    private static IEnumerable<string> MembersOf(Type type) =>
    [
        .. type.GetConstructors(Declared).Where(IsVisible).Select(c => $"{AccessOf(c)}{TypeName.WithoutArity(type.Name)}({ParametersOf(c)})"),
        .. type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily).Select(FieldOf),
        .. type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsVisible)).Select(PropertyOf),
        .. type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).Select(e => $"event {TypeName.Of(e.EventHandlerType!)} {e.Name}"),
        .. type.GetMethods(Declared).Where(m => IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(MethodOf),
    ];

    private static string FieldOf(FieldInfo field) => field.IsLiteral
        ? $"const {TypeName.Of(field.FieldType)} {field.Name} = {TypeName.Literal(field.GetRawConstantValue())}"
        : $"{(field.IsFamily ? "protected " : "")}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeName.Of(field.FieldType)} {field.Name}";

    private static string PropertyOf(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(nonPublic: true).First(IsVisible);
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string get = property.GetMethod is { } getter && IsVisible(getter) ? "get; " : "";
        string set = property.SetMethod is { } setter && IsVisible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; "
            : "";
        string name = property.GetIndexParameters() is { Length: > 0 } index
            ? $"this[{string.Join(", ", index.Select(ParameterOf))}]"
            : property.Name;
        return $"{required}{ModifiersOf(accessor)}{TypeName.Of(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string MethodOf(MethodInfo method)
    {
        Type[] generics = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        string arguments = generics.Length > 0 ? $"<{string.Join(", ", generics.Select(argument => argument.Name))}>" : "";
        string extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{ModifiersOf(method)}{TypeName.Of(method.ReturnType)} {method.Name}{arguments}({extension}{ParametersOf(method)})"
            + TypeName.ConstraintsOf(generics);
    }

    private static string ModifiersOf(MethodBase method)
    {
        string kind = method switch
        {
            { DeclaringType.IsInterface: true, IsStatic: true, IsAbstract: true } => "static abstract ",
            { DeclaringType.IsInterface: true, IsAbstract: true } => "",
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            MethodInfo m when m.GetBaseDefinition() != m => m.IsFinal ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
        return AccessOf(method) + kind;
    }

    private static string AccessOf(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && method.DeclaringType is { IsSealed: false });

    private static string ParametersOf(MethodBase method) => string.Join(", ", method.GetParameters().Select(ParameterOf));

    private static string ParameterOf(ParameterInfo parameter)
    {
        string modifier = parameter switch
        {
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => "",
        };
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string value = parameter.HasDefaultValue ? $" = {TypeName.Literal(parameter.DefaultValue)}" : "";
        return $"{modifier}{TypeName.Of(type)} {parameter.Name}{value}";
    }
}
