using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>A name that no idempotency key can hold is an error at start, not one of every delivery.</summary>
public sealed class EndpointNames_9_17
{
    private const string Rule = " has to be a text that is not blank, without NUL and without a lone surrogate: it is part of every idempotency key.";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0")]
    [InlineData("a?")] // in place of ? a lone surrogate, which no attribute can hold
    public async Task EnsureReady_NameThatNoKeyCanHold_IsAnErrorThatNamesEndpointAndSetting(string name) => await ShouldSayAsync(
        new WebhookEndpoint<CueEvent>("/hooks", (_, _) => Task.CompletedTask, new WebhookEndpointOptions { Name = name.Replace('?', '\ud800') }),
        "Name in the options of the endpoint '/hooks'" + Rule);

    [Fact]
    public async Task EnsureReady_NameOfTheConstructorThatNoKeyCanHold_IsAnError() => await ShouldSayAsync(
        new WebhookEndpoint<CueEvent>("queue\0", (_, _) => Task.CompletedTask), "The name of an endpoint of provider 'cue'" + Rule);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task EnsureReady_BlankOptionsName_IsTheOnlyError(string name) => await ShouldSayAsync(
        new WebhookEndpoint<CueEvent>("/hooks", (_, _) => Task.CompletedTask, new WebhookEndpointOptions { OptionsName = name }),
        "OptionsName in the options of the endpoint '/hooks' is blank. Set it to the name of a section, or remove it: the endpoint then uses the section "
            + "of its provider, 'Cue'.");

    [Fact]
    public async Task EnsureReady_NameWithASurrogatePair_IsNoError()
    {
        await using var harness = new ReceiverHarness();

        harness.Receiver.EnsureReady(
            new WebhookEndpoint<CueEvent>("/hooks", (_, _) => Task.CompletedTask, new WebhookEndpointOptions { Name = "hooks \ud83d\ude80" }));
    }

    private static async Task ShouldSayAsync(WebhookEndpoint<CueEvent> endpoint, string error)
    {
        await using var harness = new ReceiverHarness();

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(endpoint)).Should().Throw<WebhookConfigurationException>().Which.Errors.Should().Equal(error);
    }
}
