using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver;

/// <summary>A type that the serializer may meet.</summary>
/// <param name="Type">The type.</param>
/// <param name="Info">How it is read; null if the resolver does not know it, or fails.</param>
/// <param name="Error">The message of the resolver that fails.</param>
internal readonly record struct JsonTypeNode(Type Type, JsonTypeInfo? Info, string? Error);
