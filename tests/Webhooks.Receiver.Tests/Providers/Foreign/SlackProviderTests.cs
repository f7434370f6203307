namespace Webhooks.Receiver.Tests;

/// <summary>The example of Slack's "Verifying requests from Slack".</summary>
public sealed class SlackProviderTests : ForeignProviderTests<SlackCommand>
{
    private const string Trigger = "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    protected override string Secret => "8f742231b10e8888abcd99yyyzzz85a5";

    protected override DateTimeOffset SignedAt => DateTimeOffset.FromUnixTimeSeconds(1531420618);

    protected override string ContentType => "application/x-www-form-urlencoded";

    protected override string Body =>
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
        + "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=" + Trigger;

    protected override IReadOnlyList<(string Name, string Value)> Headers =>
    [
        ("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"), ("X-Slack-Request-Timestamp", "1531420618"),
    ];

    protected override DeliveryIdentity Identity => DeliveryIdentity.FromSigned(Trigger);

    [Fact]
    public void Read_Json_IsNotWhatSlackSends()
    {
        var request = new WebhookRequest("POST", "/", [KeyValuePair.Create("Content-Type", "application/json")], Sender.Utf8(Body));

        Reader(SignedAt).Read(request).Status.Should().Be(WebhookReadStatus.UnsupportedMediaType);
    }

    private protected override void ShouldBeTheEvent(SlackCommand e) => e.Should().Be(new SlackCommand(
        "/webhook-collect", "", "U2CERLKJA", "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN")
    {
        Identity = Identity,
    });
}
