using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>The advice for an endpoint of questions whose handler does not answer works in any app.</summary>
public sealed class QuestionHandlers_9_17
{
    private const string Answerless = "Provider 'cueapi-authorization' asks questions, and the endpoint 'queue' has no handler that returns an answer. Use "
        + "MapWebhookQuestion<CueApiAuthorization>, or without ASP.NET Core a WebhookEndpoint<CueApiAuthorization> whose handler returns a WebhookAnswer. "
        + "Handlers of AddHandler cannot answer.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WorkerApp_EndpointOfQuestionsWithoutAHandlerOfItsOwn_IsToldWhatCanAnswer(bool addsHandler)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Webhooks:CueApiAuthorization:Secrets:0", "secret-of-the-questions")]);
        IWebhooksBuilder webhooks = builder.Services.AddWebhookReceiver();
        if (addsHandler)
        {
            webhooks.AddHandler<CueApiAuthorization, AnyHandler>();
        }

        using IHost host = builder.Build();
        WebhookReceiver receiver = host.Services.GetRequiredService<WebhookReceiver>();

        receiver.Invoking(one => one.EnsureReady(new WebhookEndpoint<CueApiAuthorization>("queue")))
            .Should().Throw<WebhookConfigurationException>().Which.Errors.Should().Equal(Answerless);
        receiver.Invoking(one => one.EnsureReady(
            new WebhookEndpoint<CueApiAuthorization>("queue", (_, _) => Task.FromResult<WebhookAnswer>(CueApiDecision.Deny("no")))))
            .Should().NotThrow("that is what the message says");
    }

    [Fact]
    public async Task WebApp_HandlersOfQuestionsBesideAMappedOne_AreToldToBeRemoved()
    {
        Func<Task> start = async () =>
        {
            await using WebhookApp app = await WebhookApp.StartAsync(
                web => web.MapWebhookQuestion<CueApiAuthorization>((_, _) => Task.FromResult<WebhookAnswer>(CueApiDecision.Deny("no"))),
                options =>
                {
                    options.Settings["Webhooks:CueApiAuthorization:Secrets:0"] = "secret-of-the-questions";
                    options.Webhooks = webhooks => webhooks.AddHandler<CueApiAuthorization, AnyHandler>();
                });
        };

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Errors.Should().Equal(
            "Handlers are registered for CueApiAuthorization, which is a question: handlers of AddHandler cannot answer, and would never be called. "
            + "Remove the AddHandler calls.");
    }

    private sealed class AnyHandler : IWebhookHandler<CueApiAuthorization>
    {
        public Task HandleAsync(CueApiAuthorization webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
