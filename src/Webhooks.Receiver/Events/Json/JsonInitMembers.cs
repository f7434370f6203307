using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>
/// Lets the serializer set <c>init</c> and <c>required</c> members one by one. By itself, generated code collects the values of all members in
/// an array, with boxes, and creates the object from it: a fifteenth of the time of a whole delivery.
/// </summary>
internal static class JsonInitMembers
{
    private static readonly DiscardingJsonConverter _discarding = new();

    /// <summary>
    /// Changes how objects of a type are made. Does nothing where no code can be generated at run time, or a member cannot be set; the result is
    /// the same.
    /// </summary>
    public static void SetDirectly(JsonTypeInfo type)
    {
        JsonPropertyInfo[] members = [.. type.Properties.Where(property => !property.IsExtensionData)];
        if (!RuntimeFeature.IsDynamicCodeSupported || type.Kind != JsonTypeInfoKind.Object
            || type.ConstructorAttributeProvider is not ConstructorInfo constructor || constructor.GetParameters().Length > 0
            || !Array.TrueForAll(members, member => IsReadOnlyText(member) || FindSetter(member) is not null))
        {
            return;
        }

        ConstructorInvoker invoker = ConstructorInvoker.Create(constructor);
        type.CreateObject = () => invoker.Invoke();
        foreach (JsonPropertyInfo member in members)
        {
            if (IsReadOnlyText(member))
            {
                // The event's type, which the .NET type returns. If the serializer ignored it, it would not notice its duplicates.
                member.CustomConverter = _discarding;
                member.Set = (_, _) => { };
            }
            else
            {
                member.Set = CreateSetter(FindSetter(member)!, member.PropertyType);
            }
        }
    }

    private static bool IsReadOnlyText(JsonPropertyInfo member) => member.Set is null && member.PropertyType == typeof(string);

    private static MethodInfo? FindSetter(JsonPropertyInfo member) =>
        member.Set is null ? null : (member.AttributeProvider as PropertyInfo)?.SetMethod;

    [RequiresDynamicCode("Makes a method for the types of the property.")]
    private static Action<object, object?> CreateSetter(MethodInfo setter, Type valueType) =>
        (Action<object, object?>)typeof(JsonInitMembers)
            .GetMethod(nameof(CreateTypedSetter), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(setter.DeclaringType!, valueType).Invoke(null, [setter])!;

    private static Action<object, object?> CreateTypedSetter<TOwner, TValue>(MethodInfo setter)
        where TOwner : class
    {
        Action<TOwner, TValue?> set = setter.CreateDelegate<Action<TOwner, TValue?>>();
        return (owner, value) => set((TOwner)owner, (TValue?)value);
    }

    private sealed class DiscardingJsonConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => "";

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
