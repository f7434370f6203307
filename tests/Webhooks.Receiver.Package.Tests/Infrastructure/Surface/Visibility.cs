using System.Reflection;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>What code outside the assembly can name: what is public, and what is protected in a type that can be derived from.</summary>
internal static class Visibility
{
    public static bool IsVisible(Type type) =>
        !type.Name.StartsWith('<')
        && (type.DeclaringType is not { } outer
            ? type.IsPublic
            : IsVisible(outer) && (type.IsNestedPublic || ((type.IsNestedFamily || type.IsNestedFamORAssem) && !outer.IsSealed)));

    public static bool IsVisible(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    public static bool IsVisible(FieldInfo field) =>
        field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);
}
