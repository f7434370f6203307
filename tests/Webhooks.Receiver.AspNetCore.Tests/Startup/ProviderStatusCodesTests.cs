using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Status codes that a provider has for its sender.</summary>
public sealed class ProviderStatusCodesTests
{
    [Theory]
    [InlineData(WebhookOutcome.Unauthenticated, 200)]
    [InlineData(WebhookOutcome.Failed, 204)]
    [InlineData(WebhookOutcome.Processed, 500)]
    public async Task GetStatusCode_ThatLosesAnEventOrAcceptsAForgery_DoesNotStart(WebhookOutcome outcome, int statusCode)
    {
        CodedProvider.Code = (outcome, statusCode);
        Func<Task> start = async () => await StartAsync();

        await start.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task GetStatusCode_OfAProvider_IsUsedUnlessTheEndpointHasItsOwn()
    {
        CodedProvider.Code = (WebhookOutcome.Processed, 204);
        await using WebhookApp app = await StartAsync();

        using HttpResponseMessage provided = await app.Client.PostAsync("/webhooks/coded/0123456789abcdef0123", new StringContent("{}"));
        using HttpResponseMessage own = await app.Client.PostAsync("/own/0123456789abcdef0123", new StringContent("{}"));

        ((int)provided.StatusCode, (int)own.StatusCode).Should().Be((204, 201));
    }

    private static Task<WebhookApp> StartAsync() => WebhookApp.StartAsync(
        app =>
        {
            app.MapWebhook<CodedEvent>("/webhooks/coded/{token}", (_, _) => Task.CompletedTask);
            app.MapWebhook<CodedEvent>("/own/{token}", (_, _) => Task.CompletedTask)
                .WithWebhook<CodedEvent>(options => options.SetStatusCode(WebhookOutcome.Processed, 201));
        },
        options => options.Settings["Webhooks:coded:UrlTokens:0"] = "0123456789abcdef0123");

    private sealed class CodedEvent : IWebhookEvent<CodedEvent>
    {
        public static WebhookProvider<CodedEvent> Provider { get; } = new CodedProvider();

        public DeliveryIdentity Identity { get; set; }

        public string Type => "coded";
    }

    private sealed class CodedProvider : WebhookProvider<CodedEvent>
    {
        public static (WebhookOutcome Outcome, int StatusCode) Code { get; set; }

        public override string Name => "coded";

        public override SignatureScheme? Scheme => null;

        public override WebhookMediaTypes MediaTypes { get; } = new("*/*");

        public override SenderBehavior Sender { get; } = new()
        {
            Deadline = TimeSpan.FromSeconds(5),
            ShortestRetryWindow = TimeSpan.FromMinutes(1),
            DefaultLease = TimeSpan.FromSeconds(20),
        };

        public override int? GetStatusCode(WebhookOutcome outcome) => outcome == Code.Outcome ? Code.StatusCode : null;

        public override WebhookParseResult<CodedEvent> Parse(WebhookPayload payload) =>
            WebhookParseResult<CodedEvent>.Parsed(new CodedEvent(), DeliveryIdentity.FromBody(payload.Body));
    }
}
