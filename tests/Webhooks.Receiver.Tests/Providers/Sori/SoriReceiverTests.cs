using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>SORI behind its secret URL, on the whole way.</summary>
public sealed class SoriReceiverTests
{
    [Fact]
    public async Task Receive_RightToken_IsHandledAndNothingOfItIsAuthenticated()
    {
        await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);
        WebhookDelivery? delivery = null;
        SoriEvent? seen = null;

        WebhookReceiveResult result = await harness.ReceiveAt<SoriEvent>(
            SoriDelivery.Endpoint, SoriDelivery.Source(SoriDelivery.Click), (e, context) =>
            {
                (seen, delivery) = (e, context.Delivery);
                return Task.CompletedTask;
            });

        result.Outcome.Should().Be(WebhookOutcome.Processed);
        seen!.IsAuthenticated.Should().BeFalse();
        delivery!.Authenticated.Should().Be(AuthenticatedParts.None);
        delivery.SignedAt.Should().BeNull();
        delivery.Endpoint.Should().Be("/webhooks/sori/{token}", "the pattern, never the path");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("c4nary")]
    [InlineData("another-token-0123456789")]
    public async Task Receive_WrongOrMissingToken_IsRefusedBeforeTheBodyIsRead(string? token)
    {
        await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);
        BufferedSource source = SoriDelivery.Source(SoriDelivery.Click, token);

        WebhookReceiveResult result = await harness.ReceiveAt<SoriEvent>(SoriDelivery.Endpoint, source, Never);

        result.Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        result.SignatureFailure.Should().Be(SignatureFailure.UrlTokenMismatch);
        source.IsBodyRead.Should().BeFalse();
        harness.Memory.Count.Should().Be(0);
        harness.Logs.Of(1000).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Information, "a stranger can bring it about");
    }

    [Fact]
    public async Task Receive_TokensBeingRotated_AreBothTaken()
    {
        await using var harness = new ReceiverHarness(settings: new(SoriDelivery.Settings) { ["Webhooks:Sori:UrlTokens:1"] = "the-token-being-rotated-out" });
        WebhookEndpoint<SoriEvent> endpoint = SoriDelivery.Endpoint;

        WebhookReceiveResult current = await harness.ReceiveAt<SoriEvent>(endpoint, SoriDelivery.Source(SoriDelivery.Click), Nothing);
        WebhookReceiveResult old = await harness.ReceiveAt<SoriEvent>(
            endpoint, SoriDelivery.Source(SoriDelivery.Click, "the-token-being-rotated-out"), Nothing);

        current.Outcome.Should().Be(WebhookOutcome.Processed);
        old.Outcome.Should().Be(WebhookOutcome.Duplicate, "the token is no part of the key");
        old.Key.Should().Be(current.Key);
    }

    [Fact]
    public async Task Receive_AnyToken_StandsInNoLogKeyTraceOrException()
    {
        await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);
        using var activities = new ActivityCollector();
        WebhookEndpoint<SoriEvent> endpoint = SoriDelivery.Endpoint;
        List<WebhookReceiveResult> results =
        [
            await harness.ReceiveAt<SoriEvent>(endpoint, SoriDelivery.Source(SoriDelivery.Click), (_, _) => throw new InvalidOperationException("trouble")),
            await harness.ReceiveAt<SoriEvent>(endpoint, SoriDelivery.Source(SoriDelivery.Click), Nothing),
            await harness.ReceiveAt<SoriEvent>(endpoint, SoriDelivery.Source(SoriDelivery.Click), Never),
            await harness.ReceiveAt<SoriEvent>(endpoint, SoriDelivery.Source("[]"u8.ToArray()), Never),
            await harness.ReceiveAt<SoriEvent>(endpoint, SoriDelivery.Source(SoriDelivery.Click, SoriDelivery.Token + "x"), Never),
        ];

        results.Select(result => result.Outcome).Should().Equal(
            WebhookOutcome.Failed, WebhookOutcome.Processed, WebhookOutcome.Duplicate, WebhookOutcome.Malformed, WebhookOutcome.Unauthenticated);
        results.Select(result => result.Key?.DisplayText).Should().NotContain(text => text != null && text.Contains("c4nary"));
        harness.Logs.Entries.Select(entry => $"{entry.Message} {entry.Exception}").Should().NotBeEmpty().And.NotContain(text => text.Contains("c4nary"));
        activities.All.Select(ActivityCollector.Everything).Should().NotBeEmpty().And.NotContain(text => text.Contains("c4nary"));
    }

    [Fact]
    public async Task EnsureReady_AnyoneAccepted_WarnsOncePerEndpointAtStart()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests"] = "true" });
        WebhookEndpoint<SoriEvent> first = SoriDelivery.Endpoint;
        var second = ReceiverHarness.EndpointOf<SoriEvent>("/second");

        harness.Receiver.EnsureReady(first);
        harness.Receiver.EnsureReady(second);
        harness.Receiver.EnsureReady(first);
        WebhookReceiveResult withoutToken = await harness.ReceiveAt<SoriEvent>(first, SoriDelivery.Source(SoriDelivery.Click, null), Nothing);
        WebhookReceiveResult withAny = await harness.ReceiveAt<SoriEvent>(second, SoriDelivery.Source(SoriDelivery.Click, "x"), Nothing);

        (withoutToken.Outcome, withAny.Outcome).Should().Be((WebhookOutcome.Processed, WebhookOutcome.Processed));
        harness.Logs.Of(1017).Select(entry => entry.Level).Should().Equal(LogLevel.Warning, LogLevel.Warning);
        harness.Logs.Of(1017).Select(entry => entry.Message).Should().Equal(
            "The endpoint /webhooks/sori/{token} accepts deliveries of sori from anybody: DangerouslyAcceptUnauthenticatedRequests is set. Every event may be forged.",
            "The endpoint /second accepts deliveries of sori from anybody: DangerouslyAcceptUnauthenticatedRequests is set. Every event may be forged.");
    }

    [Fact]
    public async Task Delivery_OfAnyone_IsAuthenticatedInNothing()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:Sori:DangerouslyAcceptUnauthenticatedRequests"] = "true" });
        AuthenticatedParts? authenticated = null;

        await harness.ReceiveAt<SoriEvent>(
            SoriDelivery.Endpoint, SoriDelivery.Source(SoriDelivery.Click, null),
            (_, context) => Task.FromResult(authenticated = context.Delivery.Authenticated));

        authenticated.Should().Be(AuthenticatedParts.None);
    }

    [Fact]
    public async Task EnsureReady_UrlTokens_WarnsOfNothing()
    {
        await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);

        harness.Receiver.EnsureReady(SoriDelivery.Endpoint);

        harness.Logs.Of(1017).Should().BeEmpty();
    }

    private static Task Nothing(SoriEvent e, WebhookContext context) => Task.CompletedTask;

    private static Task Never(SoriEvent e, WebhookContext context) => throw new InvalidOperationException("No handler may see this delivery.");
}
