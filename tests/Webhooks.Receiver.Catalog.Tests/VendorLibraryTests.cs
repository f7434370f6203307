namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>The senders' own libraries for Node sign, or verify what is signed as their sender does, before it is sent over a socket.</summary>
public sealed class VendorLibraryTests(NodePackages packages) : IClassFixture<NodePackages>
{
    [NodePackagesTheory]
    [InlineData("GitHub")]
    [InlineData("HubSpot")]
    [InlineData("Linear")]
    [InlineData("SendGrid")]
    [InlineData("Shopify")]
    [InlineData("Slack")]
    [InlineData("Square")]
    [InlineData("StandardWebhooks")]
    [InlineData("Stripe")]
    [InlineData("Svix")]
    [InlineData("Twilio")]
    public async Task MapWebhook_SignedByTheSendersLibrary_IsHandledUnlessChanged(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one, now: DateTimeOffset.UtcNow);
        string url = new Uri(app.Client.BaseAddress!, one.Provider.DefaultPath).ToString();
        Task<string> SendAsync(string how) => Task.Run(() => packages.Run("send.mjs", one.Body(1, "caf\u00E9 \u2615 https://example.com/x"), name, url, one.Url, one.Secret, how).Trim());

        (await SendAsync("changed")).Should().Be("401");
        app.Handled.Should().BeEmpty();
        (await SendAsync("authentic")).Should().Be("200");
        (await SendAsync("authentic")).Should().Be("200");

        CatalogEvent e = app.Handled.Should().ContainSingle("the second one is a retry").Subject.Event;
        e.Type.Should().Be(one.Type);
        e.Id.Should().Be(one.Id(1));
        app.Logs.ErrorTexts.Should().BeEmpty();
    }
}
