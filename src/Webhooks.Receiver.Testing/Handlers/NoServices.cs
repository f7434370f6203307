namespace Webhooks.Receiver.Testing;

/// <summary>Services of a test that registers none.</summary>
internal sealed class NoServices : IServiceProvider
{
    public static readonly NoServices Instance = new();

    public object? GetService(Type serviceType) => null;
}
