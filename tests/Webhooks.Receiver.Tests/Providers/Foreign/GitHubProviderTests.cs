namespace Webhooks.Receiver.Tests;

/// <summary>The MAC: <c>printf '%s' "$body" | openssl dgst -sha256 -hmac "It's a Secret to Everybody"</c>; the secret is that of GitHub's documentation.</summary>
public sealed class GitHubProviderTests : ForeignProviderTests<GitHubEvent>
{
    protected override string Secret => "It's a Secret to Everybody";

    protected override DateTimeOffset SignedAt => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected override string ContentType => "application/json";

    protected override string Body => """{"zen":"Design for failure.","hook_id":42}""";

    protected override IReadOnlyList<(string Name, string Value)> Headers =>
    [
        ("X-Hub-Signature-256", "sha256=0720b85e269054da7b973cf13cc1ed365447bbf99591b701a9e17722d33cb210"), ("X-GitHub-Event", "ping"),
        ("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"),
    ];

    protected override DeliveryIdentity Identity => DeliveryIdentity.FromBody(Sender.Utf8(Body));

    [Fact]
    public void Verify_PublishedVector_IsAuthentic()
    {
        byte[] body = "Hello, World!"u8.ToArray();
        const string Signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        var request = new WebhookRequest("POST", "/", [KeyValuePair.Create("X-Hub-Signature-256", Signature)], body);

        Reader(SignedAt).Verify(body, request.Headers).IsValid.Should().BeTrue();
        Reader(SignedAt).Read(request).Status.Should().Be(WebhookReadStatus.Malformed, "it is authentic, but not an event");
    }

    private protected override void ShouldBeTheEvent(GitHubEvent e)
    {
        e.Name.Should().Be("ping");
        e.Json.GetProperty("hook_id").GetInt32().Should().Be(42);
    }
}
