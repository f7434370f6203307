using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Tests;

public sealed class HandlerResultTests
{
    [Fact]
    public async Task ReceiveAsync_HandlerEndsJustAfterTheOutcomeWasDecided_ReasonIsThatOfTheOutcome()
    {
        var gate = new TaskCompletionSource(); // the handler goes on and fails within SetResult
        using var ending = new EndingProvider(gate);
        await using var harness = new ReceiverHarness(
            build => build.Services.AddLogging(logging => logging.AddProvider(ending)),
            new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:HandlerTimeout"] = "00:00:05" });

        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click(),
            async (_, _) =>
            {
                await gate.Task.ConfigureAwait(false);
                throw new InvalidOperationException();
            }).AsTask();
        WebhookReceiveResult result = await Eventually.EndsAsTimePasses(receiving, harness.Clock);

        ending.HasEnded.Should().BeTrue("else this test shows nothing");
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HandlerTimedOut));
    }

    /// <summary>Lets the handler end while the message is logged that it still runs: after the outcome was decided.</summary>
    private sealed class EndingProvider(TaskCompletionSource gate) : ILoggerProvider, ILogger
    {
        public bool HasEnded { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 1005)
            {
                gate.SetResult();
            }

            HasEnded |= eventId.Id == 1004 && gate.Task.IsCompleted;
        }

        public void Dispose()
        {
        }
    }
}
