using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Code may set lists to arrays: the configuration, and later code, adds to them all the same.</summary>
public sealed class ListsOfCode_9_17
{
    [Theory]
    [InlineData("secret-of-code")]
    [InlineData(CueDelivery.Secret)]
    [InlineData("secret-of-later-code")]
    public async Task Receive_SecretsSetToAnArray_AcceptsThoseOfCodeAndConfiguration(string secret)
    {
        await using ReceiverHarness harness = Create(options => options.Secrets = new[] { "secret-of-code" });

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(secret: secret), (_, _) => Task.CompletedTask);

        result.Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Receive_SecretsSetToNull_AcceptsThoseOfTheConfiguration()
    {
        await using ReceiverHarness harness = Create(options => options.Secrets = null!);

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), (_, _) => Task.CompletedTask);

        result.Outcome.Should().Be(WebhookOutcome.Processed);
    }

    /// <summary>The first code runs before the configuration is read.</summary>
    private static ReceiverHarness Create(Action<WebhookOptions> first) => new(webhooks =>
    {
        var setup = new ConfigureNamedOptions<WebhookOptions>("Cue", first);
        webhooks.Services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<WebhookOptions>>(setup));
        webhooks.Configure<CueEvent>(options => options.Secrets.Add("secret-of-later-code"));
    });
}
