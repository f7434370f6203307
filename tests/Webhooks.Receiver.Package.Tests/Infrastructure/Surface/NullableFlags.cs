using System.Reflection;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>
/// The nullable annotations of one use of a type, read from the front to the back: the type, then its arguments. The layout is
/// https://github.com/dotnet/roslyn/blob/main/docs/features/nullable-metadata.md.
/// </summary>
internal sealed class NullableFlags
{
    private const string Annotations = "System.Runtime.CompilerServices.NullableAttribute";
    private const string Context = "System.Runtime.CompilerServices.NullableContextAttribute";
    private const byte NotNull = 1;
    private const byte Nullable = 2;

    private readonly byte[] _flags;
    private int _next;

    private NullableFlags(byte[] flags) => _flags = flags;

    /// <summary>Whether an annotation of its own, or of what surrounds it, says that the type is not null.</summary>
    public bool IsNotNull => _flags[0] == NotNull;

    /// <summary>Whether the type is annotated with a question mark.</summary>
    public bool IsNullable => _flags[0] == Nullable;

    public static NullableFlags Of(ParameterInfo parameter) =>
        new(FlagsIn(parameter.GetCustomAttributesData(), Annotations) ?? ContextOf(parameter.Member));

    /// <summary>Of a member's type, of a type's base type, or of a type parameter.</summary>
    public static NullableFlags Of(MemberInfo member) =>
        new(FlagsIn(member.GetCustomAttributesData(), Annotations) ?? ContextOf(ScopeOf(member)));

    /// <summary>Of an interface or a constraint, whose attributes reflection does not show.</summary>
    /// <param name="flags">What the attribute holds; null where there is none.</param>
    /// <param name="owner">The type that implements the interface, or the constrained type parameter.</param>
    public static NullableFlags Of(byte[]? flags, Type owner) => new(flags ?? ContextOf(ScopeOf(owner)));

    /// <summary>Whether the next type is annotated with a question mark. One flag alone stands for all.</summary>
    public bool NextIsNullable() => (_flags.Length == 1 ? _flags[0] : _flags[_next++]) == Nullable;

    private static MemberInfo ScopeOf(MemberInfo member) =>
        member is Type { IsGenericMethodParameter: true } parameter ? parameter.DeclaringMethod! : member;

    private static byte[] ContextOf(MemberInfo? scope)
    {
        for (; scope is not null; scope = scope.DeclaringType)
        {
            if (FlagsIn(scope.GetCustomAttributesData(), Context) is { } flags)
            {
                return flags;
            }
        }

        return [0];
    }

    private static byte[]? FlagsIn(IList<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == name)?.ConstructorArguments[0].Value switch
        {
            byte flag => [flag],
            IEnumerable<CustomAttributeTypedArgument> flags => [.. flags.Select(flag => (byte)flag.Value!)],
            _ => null,
        };
}
