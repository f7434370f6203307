using System.Security.Cryptography;

namespace Webhooks.Receiver.Tests;

/// <summary>The URL that a signature is compared with: as configured, or as the request has it, and never guessed.</summary>
public sealed class SignedUrlTests
{
    private const string Secret = "a-secret-of-the-tests-4f1c";
    private const string Body = """{"MessageId":"m1"}""";
    private const string PublicUrl = "Webhooks:urlsigned:PublicUrl";
    private const string UseRequestUrl = "Webhooks:urlsigned:UseRequestUrl";

    [Theory]
    [InlineData("https://Example.com", "http://10.0.0.1:8080/hook?b=%41&a=1", "https://Example.com/hook?b=%41&a=1")]
    [InlineData("https://example.com/", "http://10.0.0.1/hook", "https://example.com/hook")]
    [InlineData("https://example.com:8443", "http://10.0.0.1/", "https://example.com:8443/")]
    [InlineData("https://example.com", "http://10.0.0.1", "https://example.com/")]
    [InlineData("https://example.com/api", "http://10.0.0.1/hook?a", "https://example.com/api/hook?a")]
    [InlineData("https://example.com/api/", "http://10.0.0.1/api/hook", "https://example.com/api/api/hook")]
    [InlineData("https://[2001:db8::1]:8443", "http://[::1]:5000/hook", "https://[2001:db8::1]:8443/hook")]
    [InlineData("https://example.com", "/hook?to=https://other/", "https://example.com/hook?to=https://other/")]
    [InlineData("https://example.com", "http://10.0.0.1//hook//x/../y", "https://example.com//hook//x/../y")]
    public async Task Receive_PublicUrl_StandsBeforePathAndQuery(string configured, string received, string signedUrl)
    {
        (await Receive(new() { [PublicUrl] = configured }, received, signedUrl)).Should().BeNull();
        (await Receive(new() { [PublicUrl] = configured }, received, signedUrl + "x")).Should().Be(SignatureFailure.SignatureMismatch);
        (await Receive(new() { [PublicUrl] = configured, [UseRequestUrl] = "true" }, received, signedUrl)).Should().BeNull("what is configured goes first");
    }

    [Theory]
    [InlineData("https://Example.com:443/hook?b=%41&a=1")]
    [InlineData("http://[::1]:5000/hook")]
    public async Task Receive_UseRequestUrl_TakesTheUrlOfTheRequest(string url)
    {
        (await Receive(new() { [UseRequestUrl] = "true" }, url, url)).Should().BeNull();
        (await Receive(new() { [UseRequestUrl] = "true" }, url, url.Replace("http", "ws", StringComparison.Ordinal))).Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public async Task Receive_PublicUrlOfTheEndpoint_GoesFirst()
    {
        await using ReceiverHarness harness = Harness(new() { [PublicUrl] = "https://example.com" });
        WebhookEndpoint<UrlSignedEvent> endpoint = ReceiverHarness.EndpointOf<UrlSignedEvent>(
            "/hook", new WebhookEndpointOptions { PublicUrl = "https://other.example" });

        (await Receive(harness, endpoint, "http://h/hook", "https://other.example/hook")).Should().BeNull();
        (await Receive(harness, endpoint, "http://h/hook", "https://example.com/hook")).Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public async Task EnsureReady_NoUrlConfigured_Throws()
    {
        await using ReceiverHarness harness = Harness([]);
        WebhookEndpoint<UrlSignedEvent> endpoint = ReceiverHarness.EndpointOf<UrlSignedEvent>("/hook");

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(endpoint)).Should().Throw<WebhookConfigurationException>().WithMessage(
            "Provider 'urlsigned' signs the URL, and none is configured. Set Webhooks:urlsigned:PublicUrl to the public one, such as https://example.com, or "
            + "UseRequestUrl if this app sees it.");
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("/api")]
    [InlineData("ftp://example.com")]
    [InlineData("https://")]
    [InlineData("https://example.com/?a=1")]
    [InlineData("https://example.com/#a")]
    [InlineData("https://user:canary@example.com")]
    [InlineData("https://example.com/a b")]
    [InlineData(" https://example.com")]
    public async Task EnsureReady_PublicUrlThatIsNone_Throws(string url)
    {
        await using ReceiverHarness harness = Harness(new() { [PublicUrl] = url, [UseRequestUrl] = "true" });
        WebhookEndpoint<UrlSignedEvent> endpoint = ReceiverHarness.EndpointOf<UrlSignedEvent>("/hook");

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(endpoint)).Should().Throw<WebhookConfigurationException>().WithMessage(
            "Webhooks:urlsigned:PublicUrl has to be an absolute URL with http or https, without a query: such as https://example.com.");
    }

    [Theory]
    [InlineData(null, "http://h/hook?a=1", "/hook?a=1")]
    [InlineData(null, "/hook?a=1", "/hook?a=1")]
    [InlineData("https://example.com/api", "http://h/hook?a=1", "/api/hook?a=1")]
    public async Task Receive_SchemeThatSignsThePath_NeedsNoUrl(string? publicUrl, string received, string signedUrl)
    {
        await using ReceiverHarness harness = Harness(new() { ["Webhooks:pathsigned:Secrets:0"] = Secret, ["Webhooks:pathsigned:PublicUrl"] = publicUrl });
        WebhookEndpoint<PathSignedEvent> endpoint = ReceiverHarness.EndpointOf<PathSignedEvent>("/hook");

        (await Receive(harness, endpoint, received, signedUrl)).Should().BeNull();
        (await Receive(harness, endpoint, received, signedUrl + "&b=2")).Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Read_WithoutAHost_TakesTheUrlOfTheRequest()
    {
        var reader = new WebhookReader<UrlSignedEvent>([Secret]);

        reader.Read(Request("https://example.com/hook", "https://example.com/hook")).IsRead.Should().BeTrue();
        reader.Read(Request("https://example.com/Hook", "https://example.com/hook")).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        reader.Invoking(one => one.Read(Request("/hook", "/hook"))).Should().Throw<InvalidOperationException>().WithMessage("*absolute public URL*");
    }

    private static async Task<SignatureFailure?> Receive(Dictionary<string, string?> settings, string received, string signedUrl)
    {
        await using ReceiverHarness harness = Harness(settings);
        return await Receive(harness, ReceiverHarness.EndpointOf<UrlSignedEvent>("/hook"), received, signedUrl);
    }

    private static async Task<SignatureFailure?> Receive<TEvent>(ReceiverHarness harness, WebhookEndpoint<TEvent> endpoint, string received, string signedUrl)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync(Request(received, signedUrl), endpoint, CancellationToken.None);
        return result.SignatureFailure;
    }

    private static WebhookRequest Request(string url, string signedUrl) => new(
        "POST", url,
        [KeyValuePair.Create("X-Signature", Sender.Hex(HMACSHA256.HashData(Sender.Utf8(Secret), Sender.Utf8(signedUrl + Body))))], Sender.Utf8(Body));

    private static ReceiverHarness Harness(Dictionary<string, string?> settings) => new(settings: new(settings) { ["Webhooks:urlsigned:Secrets:0"] = Secret });
}
