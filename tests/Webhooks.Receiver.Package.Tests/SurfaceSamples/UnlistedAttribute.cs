namespace Webhooks.Receiver.Package.Tests.SurfaceSamples;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UnlistedAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;

    public string[] Words { get; init; } = [];
}
