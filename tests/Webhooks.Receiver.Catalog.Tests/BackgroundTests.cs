using System.Net;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Events that are stored first and handled later, and the status codes that some senders need for that.</summary>
public sealed class BackgroundTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("catalog-").FullName;

    public static TheoryData<string> Names => ProviderCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ProcessInBackground_AnyProvider_HandlesTheEventThatIsHandledInline(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp inline = await CatalogApp.StartAsync(one);
        await using CatalogApp background = await CatalogApp.StartAsync(one, inbox: Path.Combine(_folder, "inbox.db"));

        await inline.StatusOfAsync(one.Message(1));
        HttpStatusCode status = await background.StatusOfAsync(one.Message(1));
        await Eventually.Holds(() => background.Handled.Count == 1, "the worker handles it");

        status.Should().Be(name is "Xero" or "Linear" or "Zoom" or "Meta" ? HttpStatusCode.OK : HttpStatusCode.Accepted);
        Handled expected = inline.Handled.Single(), stored = background.Handled.Single();
        (stored.Event.Type, stored.Event.Id, stored.Event.Json.GetRawText()).Should().Be((expected.Event.Type, expected.Event.Id, expected.Event.Json.GetRawText()));
        (stored.Key, stored.Authenticated).Should().Be((expected.Key, expected.Authenticated));
        stored.Event.Type.Should().Be(one.Type);
    }

    [Theory]
    [InlineData("Zendesk", HttpStatusCode.Conflict)] // it does not try again after a 500
    [InlineData("Stripe", HttpStatusCode.InternalServerError)]
    public async Task MapWebhook_HandlerThatFails_IsAnsweredSoThatTheSenderTriesAgain(string name, HttpStatusCode expected)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one, fails: true);

        (await app.StatusOfAsync(one.Message(1))).Should().Be(expected);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
