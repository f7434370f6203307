using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Loggers, and listeners of metrics and traces, that throw change no outcome, and lose no claim.</summary>
public sealed class ThrowingObservers_9_16
{
    private static readonly AsyncLocal<string?> _throwing = new(); // listeners of traces are those of the whole process

    [Theory]
    [MemberData(nameof(Observers))]
    public async Task Receive_WithAnObserverThatThrows_HasTheOutcomeOfTheHandler(string observer)
    {
        await using var harness = new ReceiverHarness(builder => Add(builder, observer));
        using IDisposable listening = Listen(harness, observer);

        (await harness.Receive(CueDelivery.Click(), (_, _) => throw new InvalidOperationException())).Outcome.Should().Be(WebhookOutcome.Failed);
        harness.Logs.Of(1004).Should().ContainSingle("other loggers are told once").Which.Exception.Should().BeOfType<InvalidOperationException>();
        (await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed, "the claim was released");
        (await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Duplicate, "the claim was completed");
    }

    [Theory]
    [MemberData(nameof(Observers))]
    public async Task Worker_WithAnObserverThatThrows_TriesAgainAndRecordsTheSuccess(string observer)
    {
        int attempts = 0;
        await using var harness = new InboxHarness(
            (_, _) => ++attempts == 1 ? throw new InvalidOperationException() : Task.CompletedTask, build: builder => Add(builder, observer));
        using IDisposable listening = Listen(harness.Receiver, observer);
        (await harness.Receive()).Outcome.Should().Be(WebhookOutcome.Accepted);
        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Retry);
        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(500));
                return harness.Inbox.Single.Result?.Kind == InboxResultKind.Processed;
            },
            "the second attempt");
        attempts.Should().BeGreaterThan(1);
    }

    public static TheoryData<string> Observers =>
        ["IsEnabled", "Log", "BeginScope", "EndScope", "Measurement", "Sample", "ActivityStarted", "ActivityStopped"];

    private static void Add(IWebhooksBuilder builder, string observer) =>
        builder.Services.Insert(0, ServiceDescriptor.Singleton<ILoggerProvider>(new ThrowingLogger(observer))); // before the one that says it is enabled

    private static ListenersOfOneTest Listen(ReceiverHarness harness, string observer)
    {
        _throwing.Value = observer;
        return new ListenersOfOneTest(harness.Services.GetRequiredService<IMeterFactory>());
    }

    private static void ThrowIf(string observer)
    {
        if (_throwing.Value == observer)
        {
            throw new InvalidOperationException($"{observer} throws");
        }
    }

    private sealed class ListenersOfOneTest : IDisposable
    {
        private readonly MeterListener _measurements = new();
        private readonly ActivityListener _activities = new()
        {
            ShouldListenTo = source => source.Name == WebhookTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
            {
                ThrowIf("Sample");
                return _throwing.Value is null ? ActivitySamplingResult.None : ActivitySamplingResult.AllDataAndRecorded;
            },
            ActivityStarted = _ => ThrowIf("ActivityStarted"),
            ActivityStopped = _ => ThrowIf("ActivityStopped"),
        };

        public ListenersOfOneTest(IMeterFactory factory)
        {
            _measurements.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _measurements.SetMeasurementEventCallback<long>((_, _, _, _) => ThrowIf("Measurement"));
            _measurements.SetMeasurementEventCallback<double>((_, _, _, _) => ThrowIf("Measurement"));
            _measurements.Start();
            ActivitySource.AddActivityListener(_activities);
        }

        public void Dispose()
        {
            _measurements.Dispose();
            _activities.Dispose();
        }
    }

    private sealed class ThrowingLogger(string observer) : ILoggerProvider, ILogger, IDisposable
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull
        {
            ThrowIfObserved("BeginScope");
            return new Scope(this);
        }

        public bool IsEnabled(LogLevel logLevel)
        {
            ThrowIfObserved("IsEnabled");
            return true;
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            ThrowIfObserved("Log");

        public void Dispose()
        {
        }

        private void ThrowIfObserved(string called)
        {
            if (called == observer)
            {
                throw new InvalidOperationException($"{called} throws");
            }
        }

        private sealed class Scope(ThrowingLogger owner) : IDisposable
        {
            public void Dispose() => owner.ThrowIfObserved("EndScope");
        }
    }
}
