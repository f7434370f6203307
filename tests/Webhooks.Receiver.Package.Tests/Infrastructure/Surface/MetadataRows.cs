using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Webhooks.Receiver.Package.Tests;

/// <summary>Interfaces and constraints with their nullable annotations, which reflection does not show.</summary>
internal static class MetadataRows
{
    private const int BlobHeader = 2;

    /// <summary>The interfaces that the type itself names, without those of its base type.</summary>
    public static IReadOnlyList<(Type Type, NullableFlags Flags)> InterfacesOf(Type type)
    {
        MetadataReader reader = ReaderOf(type);
        TypeDefinition definition = reader.GetTypeDefinition((TypeDefinitionHandle)MetadataTokens.Handle(type.MetadataToken));
        return
        [
            .. from handle in definition.GetInterfaceImplementations()
               let row = reader.GetInterfaceImplementation(handle)
               let implemented = type.Module.ResolveType(MetadataTokens.GetToken(row.Interface), type.GetGenericArguments(), null)
               select (implemented, NullableFlags.Of(FlagsIn(reader, row.GetCustomAttributes()), type)),
        ];
    }

    /// <summary>The types that a type parameter is constrained to.</summary>
    public static IReadOnlyList<(Type Type, NullableFlags Flags)> ConstraintsOf(Type parameter)
    {
        MetadataReader reader = ReaderOf(parameter);
        IEnumerable<GenericParameterConstraint> rows = reader
            .GetGenericParameter((GenericParameterHandle)MetadataTokens.Handle(parameter.MetadataToken))
            .GetConstraints()
            .Select(reader.GetGenericParameterConstraint);
        return
        [
            .. parameter.GetGenericParameterConstraints().Zip(
                rows,
                (constraint, row) => (constraint, NullableFlags.Of(FlagsIn(reader, row.GetCustomAttributes()), parameter))),
        ];
    }

    private static unsafe MetadataReader ReaderOf(Type type) => type.Assembly.TryGetRawMetadata(out byte* start, out int length)
        ? new MetadataReader(start, length)
        : throw new InvalidOperationException($"{type.Assembly} has no metadata.");

    private static byte[]? FlagsIn(MetadataReader reader, CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttribute attribute in attributes.Select(reader.GetCustomAttribute))
        {
            if (NameOf(reader, attribute) == "NullableAttribute")
            {
                BlobReader value = reader.GetBlobReader(attribute.Value);
                bool isOneFlag = value.Length == BlobHeader + sizeof(byte) + sizeof(ushort);
                value.Offset = BlobHeader;
                return value.ReadBytes(isOneFlag ? 1 : value.ReadInt32());
            }
        }

        return null;
    }

    private static string NameOf(MetadataReader reader, CustomAttribute attribute)
    {
        EntityHandle type = attribute.Constructor.Kind == HandleKind.MemberReference
            ? reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            : reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType();
        return reader.GetString(type.Kind == HandleKind.TypeReference
            ? reader.GetTypeReference((TypeReferenceHandle)type).Name
            : reader.GetTypeDefinition((TypeDefinitionHandle)type).Name);
    }
}
