using System.Reflection;
using System.Runtime.CompilerServices;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>What every record has because it is one: equality, printing, copying and taking apart.</summary>
internal static class RecordNoise
{
    /// <summary>Only the compiler can write a record's operators.</summary>
    public static bool IsRecord(Type type) =>
        type.GetMethod("op_Equality", BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly, [type, type]) is { } equality
        && IsWrittenByCompiler(equality);

    /// <summary>What the compiler writes, and what it would write if the record's author had not.</summary>
    public static bool Contains(MethodInfo method) => IsRecord(method.DeclaringType!)
        && (IsWrittenByCompiler(method)
            || method.Name == "PrintMembers"
            || (method.Name == "Equals" && TakesOneOfItsOwn(method)));

    public static bool Contains(ConstructorInfo constructor) =>
        IsRecord(constructor.DeclaringType!) && TakesOneOfItsOwn(constructor) && !constructor.DeclaringType!.IsValueType;

    public static bool Contains(PropertyInfo property) =>
        IsRecord(property.DeclaringType!) && property.Name == "EqualityContract" && property.PropertyType == typeof(Type);

    /// <summary>That a record is equatable to its own kind follows from the word.</summary>
    public static bool Contains(Type type, Type implemented) =>
        IsRecord(type)
        && implemented.IsGenericType
        && implemented.GetGenericTypeDefinition() == typeof(IEquatable<>)
        && implemented.GetGenericArguments()[0] == type;

    private static bool TakesOneOfItsOwn(MethodBase method) =>
        method.GetParameters() is [{ } parameter] && parameter.ParameterType == method.DeclaringType;

    private static bool IsWrittenByCompiler(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), false);
}
