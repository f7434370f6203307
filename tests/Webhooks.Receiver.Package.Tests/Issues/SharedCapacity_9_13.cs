namespace Webhooks.Receiver.Package.Tests;

/// <summary>Issue 9.13: one tenant can push another's keys out of the in-memory store, and nothing said so.</summary>
public sealed class SharedCapacity_9_13
{
    [Fact]
    public void Tenants_WhereTheyAreDocumented_AreSaidToShareTheCapacity()
    {
        const string heading = "## Several tenants on one route\n";
        string page = Repository.Read("docs", "endpoints.md");
        int start = page.IndexOf(heading, StringComparison.Ordinal);
        start.Should().BePositive();
        int end = page.IndexOf("\n## ", start + heading.Length, StringComparison.Ordinal);

        page[start..end].ReplaceLineEndings(" ").Should().Contain(
            "All tenants share the capacity of the in-memory store, so that one with very many events can push out the keys of another.");
    }
}
