using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class ClaimedDeliveryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Services_OfARequest_AreThoseOfHandlersThatUseTheRequestOnly(bool usesRequest)
    {
        await using var harness = new ReceiverHarness();
        await using ServiceProvider request = new ServiceCollection().BuildServiceProvider();
        IServiceProvider? seen = null;
        var dispatcher = new TestDispatcher(usesRequest, context =>
        {
            seen = context.Services;
            return Task.CompletedTask;
        });

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync(
            new BufferedSource(CueDelivery.Click()) { Services = request },
            new WebhookEndpoint<CueEvent>("/webhooks/cue", dispatcher), CancellationToken.None);

        result.Outcome.Should().Be(WebhookOutcome.Processed);
        ReferenceEquals(seen, request).Should().Be(usesRequest, "other handlers may outlive the request, and get a scope of their own");
    }

    [Fact]
    public async Task HandleAsync_CalledAgain_ThrowsAndHandlesNothing()
    {
        Exception? thrown = null;
        int handled = 0;
        var settlement = new TestSettlement(async (delivery, _) =>
        {
            await delivery.HandleAsync();
            thrown = await Record.ExceptionAsync(async () => await delivery.HandleAsync());
            return SettlementStatus.Completed;
        });
        await using var harness = new ReceiverHarness(build => build.Services.AddSingleton<IDeliverySettlement>(settlement))
        {
            Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/webhooks/cue", new() { HandleInTransaction = true }),
        };

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), (_, _) => Task.FromResult(++handled));

        (result.Outcome, handled).Should().Be((WebhookOutcome.Processed, 1));
        thrown.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("The handler of a delivery runs once.");
    }

    [Fact]
    public async Task Body_WhileTheSuccessIsRecorded_IsGivenBackAlready()
    {
        await using var harness = new ReceiverHarness();
        WebhookBody? body = null;
        Exception? thrown = null;
        harness.Store.Inject(IdempotencyOperation.Complete, IdempotencyFault.Run(_ =>
        {
            thrown = Record.Exception(() => body!.ToArray());
            return Task.CompletedTask;
        }));

        await harness.Receive(CueDelivery.Click(), (_, context) =>
        {
            body = context.Delivery.Body;
            return Task.CompletedTask;
        });

        thrown.Should().BeOfType<ObjectDisposedException>("a store that hangs keeps no memory of deliveries");
    }

    [Fact]
    public async Task Handler_NothingIsLogged_RunsInNoScope()
    {
        using var silent = new SilentProvider();
        await using var harness = new ReceiverHarness(
            build => build.Services.AddLogging(logging => logging.ClearProviders().AddProvider(silent)));

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask);

        result.Outcome.Should().Be(WebhookOutcome.Processed);
        silent.Scopes.Should().Be(0, "nobody would see it");
    }

    /// <summary>Logs nothing, as when the level of every category is None.</summary>
    private sealed class SilentProvider : ILoggerProvider, ILogger
    {
        public int Scopes { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Scopes++;
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => false;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
