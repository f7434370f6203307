using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>An exception of a handler that throws where it is printed changes no outcome, and is logged by its type.</summary>
public sealed class UnprintableExceptions_9_16
{
    [Fact]
    public async Task Handler_ThrowsWhatCannotBePrinted_FailsAndIsReleasedAndLoggedByItsType()
    {
        using var printing = new PrintingLogger();
        await using var harness = new ReceiverHarness(builder => builder.Services.AddLogging(logging => logging.AddProvider(printing)));

        WebhookReceiveResult failed = await harness.Receive(CueDelivery.Click(), (_, _) => throw new UnprintableException());
        WebhookReceiveResult retried = await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask);

        (failed.Outcome, failed.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.HandlerThrew));
        retried.Outcome.Should().Be(WebhookOutcome.Processed, "the claim was released");
        printing.Printed.Should().ContainSingle(text => text.StartsWith("1004 ", StringComparison.Ordinal))
            .Which.Should().Contain(typeof(UnprintableException).FullName);
    }

    [Fact]
    public async Task BackgroundHandler_ThrowsWhatCannotBePrinted_IsTriedAgainAndRecordedByItsType()
    {
        using var printing = new PrintingLogger();
        int attempts = 0;
        await using var harness = new InboxHarness(
            (_, _) => ++attempts == 1 ? throw new UnprintableException() : Task.CompletedTask,
            build: builder => builder.Services.AddLogging(logging => logging.AddProvider(printing)));
        await harness.Receive();
        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Retry);
        InboxError error = harness.Inbox.Single.Result!.Value.Error!;
        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(500));
                return harness.Inbox.Single.Result?.Kind == InboxResultKind.Processed;
            },
            "the second attempt");

        (error.Type, error.Message).Should().Be((typeof(UnprintableException).FullName!, "The message of the exception could not be read."));
        printing.Printed.Should().ContainSingle(text => text.StartsWith("1027 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HandlerInATransaction_ThrowsWhatCannotBePrinted_FailsAndIsReleased()
    {
        using var printing = new PrintingLogger();
        await using var harness = new InboxHarness(
            (_, _) => throw new UnprintableException(),
            settlement: new TestSettlement(
                async (delivery, _) => await delivery.HandleAsync() == HandlerStatus.Handled ? SettlementStatus.Completed : SettlementStatus.NotHandled),
            build: builder => builder.Services.AddLogging(logging => logging.AddProvider(printing)));
        await harness.Receive();
        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Retry);
    }

    [Fact]
    public async Task OrderBy_ThrowsWhatCannotBePrinted_FailsAndIsNotStored()
    {
        using var printing = new PrintingLogger();
        await using var harness = new InboxHarness(
            (_, _) => Task.CompletedTask, orderBy: _ => throw new UnprintableException(),
            build: builder => builder.Services.AddLogging(logging => logging.AddProvider(printing)));

        (await harness.Receive()).Outcome.Should().Be(WebhookOutcome.Failed);
        harness.Inbox.Rows.Should().BeEmpty();
    }
}
