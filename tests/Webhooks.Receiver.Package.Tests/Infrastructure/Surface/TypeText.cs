using System.Reflection;
using System.Runtime.CompilerServices;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>One type as lines of C#: its head, and its members by kind and name.</summary>
internal static class TypeText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string HeadOf(Type type)
    {
        string attributes = ContractAttributes.Of(type);
        string access = type.IsNestedPublic || type.IsPublic ? "" : "protected ";
        string name = TypeName.OfDefinition(type);
        string constraints = GenericParameters.ConstraintsOf(type.GetGenericArguments());
        if (InvocationOf(type) is { } invoke)
        {
            return $"{attributes}{ContractAttributes.OfReturn(invoke)}{access}delegate {MemberText.ReturnTypeOf(invoke)} {name}"
                + $"({MemberText.ParametersOf(invoke)}){constraints}";
        }

        string[] bases = [.. BasesOf(type)];
        string baseList = bases.Length > 0 ? $" : {string.Join(", ", bases)}" : "";
        return $"{attributes}{access}{KindOf(type)} {name}{baseList}{constraints}";
    }

    public static IEnumerable<string> MembersOf(Type type)
    {
        if (InvocationOf(type) is not null)
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(MemberText.OfEnumValue);
        }

        return
        [
            .. Sorted(type.GetFields(Declared).Where(Visibility.IsVisible), MemberText.Of),
            .. Sorted(type.GetConstructors(Declared).Where(c => Visibility.IsVisible(c) && !RecordNoise.Contains(c)), MemberText.Of),
            .. Sorted(type.GetProperties(Declared).Where(p => IsVisible(p) && !RecordNoise.Contains(p)), MemberText.Of),
            .. Sorted(type.GetEvents(Declared).Where(e => Visibility.IsVisible(e.AddMethod!)), MemberText.Of),
            .. Sorted(type.GetMethods(Declared).Where(m => IsMember(m) && !RecordNoise.Contains(m)), MemberText.Of),
        ];
    }

    private static IEnumerable<string> Sorted<TMember>(IEnumerable<TMember> members, Func<TMember, string> textOf)
        where TMember : MemberInfo =>
        members.OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(textOf, StringComparer.Ordinal).Select(textOf);

    private static bool IsVisible(PropertyInfo property) => property.GetAccessors(nonPublic: true).Any(Visibility.IsVisible);

    private static bool IsMember(MethodInfo method)
    {
        bool isAccessor = method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
        return Visibility.IsVisible(method) && !isAccessor && method.GetBaseDefinition().DeclaringType != typeof(object);
    }

    private static MethodInfo? InvocationOf(Type type) => type.BaseType == typeof(MulticastDelegate) ? type.GetMethod("Invoke") : null;

    private static string KindOf(Type type)
    {
        string record = RecordNoise.IsRecord(type) ? "record " : "";
        string structKind = $"{(type.IsByRefLike ? "ref " : "")}{record}struct";
        string classKind = record.Length > 0 ? "record" : "class";
        return type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? $"readonly {structKind}" : structKind,
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => $"abstract {classKind}",
            { IsSealed: true } => $"sealed {classKind}",
            _ => classKind,
        };
    }

    private static IEnumerable<string> BasesOf(Type type)
    {
        if (type.IsEnum)
        {
            Type underlying = Enum.GetUnderlyingType(type);
            return underlying == typeof(int) ? [] : [TypeName.Of(underlying)];
        }

        Type[] given = [typeof(object), typeof(ValueType)];
        string[] parent = type.BaseType is { } baseType && !given.Contains(baseType) ? [TypeName.Of(baseType, NullableFlags.Of(type))] : [];
        return [.. parent, .. InterfacesOf(type).Order(StringComparer.Ordinal)];
    }

    /// <summary>The interfaces that the type names and that no other one of them brings with it.</summary>
    private static IEnumerable<string> InterfacesOf(Type type)
    {
        (Type Type, NullableFlags Flags)[] named =
            [.. MetadataRows.InterfacesOf(type).Where(row => row.Type.IsVisible && !RecordNoise.Contains(type, row.Type))];
        return named
            .Where(row => !named.Any(other => other.Type.GetInterfaces().Contains(row.Type)))
            .Select(row => TypeName.Of(row.Type, row.Flags));
    }
}
