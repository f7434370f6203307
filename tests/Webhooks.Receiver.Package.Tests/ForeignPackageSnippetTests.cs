namespace Webhooks.Receiver.Package.Tests;

/// <summary>Examples that use models of the senders' own libraries, compiled with those libraries where they can be had.</summary>
[Collection(CompilerCollection.Name)]
public sealed class ForeignPackageSnippetTests
{
    [ForeignPackageFact("Stripe.net")]
    public Task CSharp_WithStripesModels_Compiles() => ShouldCompileAsync("Stripe.net");

    [ForeignPackageFact("Octokit.Webhooks")]
    public Task CSharp_WithOctokitsModels_Compiles() => ShouldCompileAsync("Octokit.Webhooks");

    [Fact]
    public void CSharp_WithForeignPackages_HasATestForEach() => Documentation.CSharpWithForeignPackages.Select(block => block.ForeignPackage)
        .Should().BeEquivalentTo("Stripe.net", "Octokit.Webhooks");

    private static async Task ShouldCompileAsync(string package)
    {
        CodeBlock block = Documentation.CSharpWithForeignPackages.Single(block => block.ForeignPackage == package);

        string? errors = await ForeignPackage.BuildAsync(package, block.Text);

        errors.Should().BeNull();
    }
}
