using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>Handshakes without ASP.NET: the receiver returns what to answer.</summary>
public sealed class HandshakeTests
{
    private const string Token = "verify-token-1f";

    [Theory]
    [InlineData("GET", "/hooks?challenge=a%20b+c&token=verify-token-1f", "a b c")]
    [InlineData("GET", "https://example.com/hooks?token=verify-token-1f&challenge=", "")]
    [InlineData("get", "/hooks?challenge=c&token=verify-token-1f", "c")]
    [InlineData("GET", "/hooks?challenge=c&token=another", null)]
    [InlineData("GET", "/hooks?challenge=c&challenge=d&token=verify-token-1f", null)]
    [InlineData("GET", "/hooks?challenge=c&token=VERIFY-TOKEN-1F", null)]
    [InlineData("GET", "/hooks?challenge=c&token=verify-token-1f%20", null)]
    [InlineData("GET", "/hooks?challenge=c&token=verify-token-1", null)]
    [InlineData("GET", "/hooks?challenge=c&token=", null)]
    [InlineData("GET", "/hooks?challenge=c", null)]
    [InlineData("GET", "/hooks", null)]
    public async Task ReceiveAsync_UnsignedHandshake_ReturnsTheAnswerOrRefuses(string method, string url, string? expected)
    {
        await using ReceiverHarness harness = Start();

        WebhookReceiveResult result = await ReceiveAsync(harness, new WebhookRequest(method, url, [], default));

        if (expected is null)
        {
            (result.Outcome, result.SignatureFailure, result.IsAcknowledged).Should().Be((WebhookOutcome.Unauthenticated, SignatureFailure.HandshakeRefused, false));
            return;
        }

        (result.Outcome, result.IsAcknowledged, result.Key, result.Answer!.StatusCode).Should().Be((WebhookOutcome.Answered, true, null, 200));
        Encoding.UTF8.GetString(result.Answer.Body.Span).Should().Be(expected);
        result.Answer.ContentType.Should().Be("text/plain; charset=utf-8");
        result.Answer.ToString().Should().Be("WebhookAnswer 200");
        harness.Memory.Count.Should().Be(0);
    }

    /// <summary>A source that knows no URL has no query, and so no handshake in it.</summary>
    [Fact]
    public async Task ReceiveAsync_SourceWithoutAUrl_Refuses()
    {
        await using ReceiverHarness harness = Start();
        var source = new BufferedSource(new WebhookRequest("GET", $"/hooks?challenge=c&token={Token}", [], default)) { HasUrl = false };

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync(source, Endpoint(), CancellationToken.None);

        (result.Outcome, source.IsBodyRead).Should().Be((WebhookOutcome.Unauthenticated, false));
    }

    [Theory]
    [InlineData(199)]
    [InlineData(600)]
    public void Status_OutOfRange_Throws(int status)
    {
        Action create = () => WebhookAnswer.Status(status);

        create.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static ReceiverHarness Start() => new(settings: new() { ["Webhooks:challenge:Secrets:0"] = "secret", ["Webhooks:challenge:VerifyTokens:0"] = Token });

    private static WebhookEndpoint<ChallengeEvent> Endpoint() => new("/hooks", (_, _) => Task.FromException(new InvalidOperationException("A handshake was handled.")));

    private static ValueTask<WebhookReceiveResult> ReceiveAsync(ReceiverHarness harness, WebhookRequest request) =>
        harness.Receiver.ReceiveAsync(request, Endpoint(), CancellationToken.None);

    internal sealed record ChallengeEvent : IWebhookEvent<ChallengeEvent>
    {
        public static WebhookProvider<ChallengeEvent> Provider { get; } = new ChallengeProvider();

        public DeliveryIdentity Identity { get; set; }

        public string Type => "challenge";
    }

    private sealed class ChallengeProvider : WebhookProvider<ChallengeEvent>
    {
        public override string Name => "challenge";

        public override SignatureScheme Scheme { get; } = new() { Header = "X-Challenge", Format = SignatureFormat.Value("sha256=", isPrefixOptional: true) };

        public override IReadOnlyList<string> HandshakeMethods { get; } = ["GET"];

        public override SenderBehavior Sender { get; } = new()
        {
            Deadline = TimeSpan.FromSeconds(5),
            ShortestRetryWindow = TimeSpan.FromMinutes(1),
            DefaultLease = TimeSpan.FromSeconds(20),
        };

        public override WebhookAnswer? AnswerUnsignedHandshake(WebhookHandshake handshake) =>
            handshake.GetQueryValue("challenge") is { } challenge && handshake.IsVerifyToken(handshake.GetQueryValue("token"))
                ? WebhookAnswer.Text(challenge)
                : null;

        public override WebhookAnswer? AnswerHandshake(WebhookHandshake handshake) => WebhookAnswer.Text(new string('c', 1025)); // one more than is answered

        public override WebhookParseResult<ChallengeEvent> Parse(WebhookPayload payload) => throw new InvalidOperationException("A handshake was parsed.");
    }
}
