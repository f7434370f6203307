using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Chaos;

/// <summary>The handler of all endpoints.</summary>
internal sealed class EventHandling(ReceiverSettings settings, Journal journal, CrashSwitch crash)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(10);

    public async Task HandleAsync(HandlingMode mode, WebhookContext context)
    {
        int number = ChaosEvent.ReadNumber(context.Delivery.Body.Span);
        var handled = ChaosEvent.Create(settings.Seed, number, settings.Database.Engine);
        if (mode.IsInTransaction())
        {
            _ = context.Services.GetRequiredService<ScopeEnd>();
            await ChaosDatabase.AddEffectAsync(
                context.Services.GetRequiredService<IWebhookTransaction>(), number, context.CancellationToken);
        }

        journal.Write(JournalEntry.Begun, number);
        crash.At(CrashPoint.InHandler);
        await Task.Delay(handled.HandlerTime, context.CancellationToken);
        while (settings.WaitForFile is { } file && !File.Exists(file))
        {
            await Task.Delay(_interval, context.CancellationToken);
        }

        if (handled.FailsPermanently)
        {
            throw new WebhookPermanentFailureException("This event of the run can never be handled.");
        }

        if (Random.Shared.NextDouble() < settings.FailureRate)
        {
            throw new InvalidOperationException("This attempt of the run fails.");
        }

        journal.Write(JournalEntry.Handled, number);
    }
}
