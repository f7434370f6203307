using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>A member of a body for which the event's type has a property.</summary>
/// <param name="Path">As <see cref="JsonEdit"/> writes it.</param>
/// <param name="Property">The property.</param>
internal sealed record EventMember(string Path, PropertyInfo Property)
{
    public string Name => Path.Split('/')[^1];

    /// <summary>The object that it belongs to.</summary>
    public string Owner => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>The path as our library writes it.</summary>
    public string OurPath => Path.Replace('/', '.');

    public bool IsRequired => Property.IsDefined(typeof(RequiredMemberAttribute));

    public bool IsRaw => Property.PropertyType == typeof(JsonElement);

    public bool IsTime => Property.PropertyType == typeof(DateTimeOffset?);

    public bool IsText => Property.PropertyType == typeof(string) && !IsId;

    /// <summary>Whether the member is text or a whole number.</summary>
    public bool IsId => Property.PropertyType == typeof(string) && Property.Name.EndsWith("Id", StringComparison.Ordinal);

    public bool IsOpenEnum => ValueType.GetInterfaces().Any(type => type.Name == typeof(IOpenEnum<>).Name);

    public bool IsWholeNumber => ValueType == typeof(long) || ValueType == typeof(int);

    public bool IsDecimal => ValueType == typeof(decimal);

    private Type ValueType => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>All of them but the one that names the type.</summary>
    public static IEnumerable<EventMember> In(byte[] body, WebhookObject known, JsonNamingPolicy naming) =>
        from path in JsonEdit.Members(body)
        let member = new EventMember(path, null!)
        let owner = EventParts.At(known, member.Owner, naming) as WebhookObject
        where owner is not null
        let property = EventParts.PropertyOf(owner, member.Name, naming)
        where property?.SetMethod is not null
        select member with { Property = property };
}
