namespace Webhooks.Receiver.Package.Tests;

/// <summary>
/// A copy of the sources, without history, and the packages made of it: once for all tests, and away from the repository, whose own
/// build may be running.
/// </summary>
public sealed class PackedSources : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string Sources => _folder.PathOf("sources");

    internal string Packages => _folder.PathOf("packages");

    internal static IReadOnlyList<string> Names { get; } =
        [
            "Webhooks.Receiver", "Webhooks.Receiver.AspNetCore", "Webhooks.Receiver.Catalog", "Webhooks.Receiver.PostgreSql", "Webhooks.Receiver.Sqlite",
            "Webhooks.Receiver.Testing",
        ];

    public async Task InitializeAsync()
    {
        Repository.CopySources(Sources);
        await PackAsync(Packages);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    internal async Task PackAsync(string output)
    {
        foreach (string name in Names)
        {
            await Dotnet.RunAsync(Sources, "pack", $"src/{name}", "-c", "Release", "-o", output, "-nodeReuse:false", "-warnaserror", "-p:CI=true");
        }
    }
}
