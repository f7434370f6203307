namespace Webhooks.Receiver.Package.Tests;

/// <summary>What must not compile, and what the compiler says of it.</summary>
[Collection(CompilerCollection.Name)]
public sealed class MismatchTests
{
    /// <summary>
    /// Issue 8.1: an endpoint that authenticates as one provider and hands its events to another's handler. Issue 9.21: a handler of the wrong
    /// shape is an error about handlers.
    /// </summary>
    [Fact]
    public async Task Compile_EndpointAndHandlerThatDoNotFit_IsAnError()
    {
        const string Text = """
            ```csharp
            using Webhooks.Receiver;
            using Webhooks.Receiver.AdGem;
            using Webhooks.Receiver.Cue;
            using Webhooks.Receiver.Hosting;
            using Webhooks.Receiver.Sori;

            Func<CueEvent, WebhookContext, Task> handler = (e, context) => Task.CompletedTask;
            WebhookEndpoint right = new WebhookEndpoint<CueEvent>("cue", handler);
            WebhookEndpoint delegated = new WebhookEndpoint<SoriEvent>("sori", handler);
            WebhookEndpoint dispatched = new WebhookEndpoint<SoriEvent>("sori", (WebhookDispatcher<CueEvent>)null!);
            Console.WriteLine($"{right} {delegated} {dispatched}");

            var app = WebApplication.CreateBuilder(args).Build();
            app.MapWebhook<SoriEvent>("/sori", handler);
            app.MapWebhook<AdGemEvent, CueHandler>("/adgem");
            app.MapWebhook<CueEvent>((e, context, services) => Task.CompletedTask);
            app.MapWebhook<CueEvent>(() => Task.CompletedTask);

            public sealed class CueHandler : IWebhookHandler<CueEvent>
            {
                public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
            }
            ```
            """;

        IReadOnlyList<SnippetError> errors = await SnippetCompiler.CompileAsync(MarkdownPage.Parse("docs/mismatch.md", Text).Blocks);

        errors.Select(error => error.Line).Distinct().Should().BeEquivalentTo([10, 11, 15, 16, 17, 18], "line 9 is right");
        errors.Where(error => error.Line >= 17).Should().OnlyContain(error => error.Message.Contains("Func<"));
    }
}
