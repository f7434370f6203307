using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class InboxChecksTests
{
    [Fact]
    public async Task EnsureReady_BackgroundWithoutDurableStore_SaysWhatToCall()
    {
        await using var harness = new ReceiverHarness();

        GetErrors(harness, new() { ProcessInBackground = true }).Should().Equal(
            "The endpoint '/background' is processed in the background, but no durable store is registered to keep its deliveries. "
            + "Call AddSqlite or AddPostgreSql on the result of AddWebhooks, or remove ProcessInBackground.");
    }

    [Fact]
    public async Task EnsureReady_TransactionWithoutDurableStore_SaysWhatToCall()
    {
        await using var harness = new ReceiverHarness();

        GetErrors(harness, new() { HandleInTransaction = true }).Should().Equal(
            "The handler of the endpoint '/background' has to run in a transaction, but no store with transactions is registered. "
            + "Call AddSqlite or AddPostgreSql on the result of AddWebhooks, or remove HandleInTransaction.");
    }

    [Fact]
    public async Task EnsureReady_OrderWithoutBackground_SaysThatItHasNoEffect()
    {
        await using var harness = new ReceiverHarness();

        GetErrors(harness, new(), orderBy: e => e.Id).Should().Equal(
            "The endpoint '/background' has an ordering key, which has an effect in the background only. Call ProcessInBackground, or remove OrderBy.");
    }

    [Theory]
    [InlineData(nameof(WebhookInboxOptions.MaxConcurrency), "WebhookInboxOptions.MaxConcurrency has to be 1 to 1000.")]
    [InlineData(nameof(WebhookInboxOptions.MaxAttempts), "WebhookInboxOptions.MaxAttempts has to be 1 to 1000.")]
    [InlineData(nameof(WebhookInboxOptions.RetryDelay), "WebhookInboxOptions.RetryDelay has to be above zero, and MaxRetryDelay at least as long and at most 30 days.")]
    [InlineData(nameof(WebhookInboxOptions.MaxRetryDelay), "WebhookInboxOptions.RetryDelay has to be above zero, and MaxRetryDelay at least as long and at most 30 days.")]
    [InlineData(nameof(WebhookInboxOptions.Lease), "WebhookInboxOptions.Lease has to be at least one second, and at most one day.")]
    [InlineData(nameof(WebhookInboxOptions.PollInterval), "WebhookInboxOptions.PollInterval has to be at least 100 milliseconds, and at most one day.")]
    [InlineData(nameof(WebhookInboxOptions.DeadRetention), "WebhookInboxOptions.ProcessedRetention has to be zero or above, and DeadRetention above zero.")]
    [InlineData(nameof(WebhookInboxOptions.DegradedAge), "WebhookInboxOptions.DegradedAge has to be above zero.")]
    public async Task EnsureReady_OptionOutOfBounds_NamesIt(string option, string error)
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, options =>
        {
            switch (option)
            {
                case nameof(WebhookInboxOptions.MaxConcurrency): options.MaxConcurrency = 0; break;
                case nameof(WebhookInboxOptions.MaxAttempts): options.MaxAttempts = 1001; break;
                case nameof(WebhookInboxOptions.RetryDelay): options.RetryDelay = TimeSpan.Zero; break;
                case nameof(WebhookInboxOptions.MaxRetryDelay): options.MaxRetryDelay = TimeSpan.FromSeconds(1); break;
                case nameof(WebhookInboxOptions.Lease): options.Lease = TimeSpan.FromMilliseconds(999); break;
                case nameof(WebhookInboxOptions.PollInterval): options.PollInterval = TimeSpan.Zero; break;
                case nameof(WebhookInboxOptions.DegradedAge): options.DegradedAge = TimeSpan.Zero; break;
                default: options.DeadRetention = TimeSpan.Zero; break;
            }
        });

        Action ensure = () => harness.Receiver.Receiver.EnsureReady(harness.Endpoint);

        ensure.Should().Throw<WebhookConfigurationException>().Which.Errors.Should().Equal(error);
    }

    [Fact]
    public async Task EnsureReady_TimesThatNoTimerCanWait_NamesThem()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, options =>
        {
            options.Lease = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1);
            options.PollInterval = TimeSpan.MaxValue;
            options.MaxRetryDelay = TimeSpan.FromDays(30) + TimeSpan.FromTicks(1);
        });

        Action ensure = () => harness.Receiver.Receiver.EnsureReady(harness.Endpoint);

        ensure.Should().Throw<WebhookConfigurationException>().Which.Errors.Select(error => error.Split(' ')[0]).Should().Equal(
            "WebhookInboxOptions.RetryDelay", "WebhookInboxOptions.Lease", "WebhookInboxOptions.PollInterval");
    }

    [Fact]
    public async Task Transaction_OutsideOfOne_SaysWhatToCall()
    {
        await using var harness = new ReceiverHarness();
        using IServiceScope scope = harness.Services.CreateScope();
        IWebhookTransaction transaction = scope.ServiceProvider.GetRequiredService<IWebhookTransaction>();

        FluentActions.Invoking(() => transaction.Connection).Should().Throw<InvalidOperationException>()
            .WithMessage("This handler does not run in a transaction. Map its endpoint with HandleInTransaction().");
    }

    private static IReadOnlyList<string> GetErrors(ReceiverHarness harness, WebhookEndpointOptions options, Func<CueEvent, string?>? orderBy = null)
    {
        var endpoint = new WebhookEndpoint<CueEvent>("/background", (_, _) => Task.CompletedTask, options) { OrderBy = orderBy };
        return FluentActions.Invoking(() => harness.Receiver.EnsureReady(endpoint)).Should().Throw<WebhookConfigurationException>().Which.Errors;
    }
}
