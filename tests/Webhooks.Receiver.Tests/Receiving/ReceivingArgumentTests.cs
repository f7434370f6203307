using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>What the types refuse when they are created or called: a null that gets in is found far from its cause.</summary>
public sealed class ReceivingArgumentTests
{
    private static readonly IdempotencyKey _key = IdempotencyKey.Create("cue", "/cue", null, DeliveryIdentity.FromSigned("evt_1"));
    private static readonly Func<CueEvent, WebhookContext, Task> _handler = (_, _) => Task.CompletedTask;

    public static TheoryData<Action, string> Calls() => new()
    {
        { () => _ = new WebhookDelivery("", "/cue", _key, new WebhookBody(default)), "provider" },
        { () => _ = new WebhookDelivery("cue", "", _key, new WebhookBody(default)), "endpoint" },
        { () => _ = new WebhookDelivery("cue", "/cue", _key, null!), "body" },
        { () => _ = new WebhookDeliveryHeader("", "value", isSigned: false), "name" },
        { () => _ = new WebhookDeliveryHeader("X-Kind", null!, isSigned: false), "value" },
        { () => _ = new WebhookContext(null!, new WebhookDelivery("cue", "/cue", _key, new WebhookBody(default)), default), "services" },
        { () => _ = new WebhookContext(new NoServices(), null!, default), "delivery" },
        { () => _ = new WebhookEndpoint<CueEvent>(""), "name" },
        { () => _ = new WebhookEndpoint<CueEvent>("/cue", (Func<CueEvent, WebhookContext, Task>)null!), "handler" },
        { () => _ = new WebhookEndpoint<CueEvent>("/cue", (WebhookDispatcher<CueEvent>)null!), "dispatcher" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Creation_WithoutAValue_Throws(Action create, string parameter) =>
        create.Should().Throw<ArgumentException>().WithParameterName(parameter);

    [Fact]
    public async Task Receiver_WithoutAnArgument_Throws()
    {
        await using var harness = new ReceiverHarness();
        WebhookReceiver receiver = harness.Receiver;
        var endpoint = new WebhookEndpoint<CueEvent>("/cue", _handler);

        (receiver.Invoking(one => one.EnsureReady(null!))).Should().Throw<ArgumentNullException>().WithParameterName("endpoint");
        (receiver.Invoking(one => one.EnsureAllReady(null!))).Should().Throw<ArgumentNullException>().WithParameterName("endpoints");
        await ThrowsAsync(() => receiver.ReceiveAsync((WebhookRequest)null!, endpoint, default), "request");
        await ThrowsAsync(() => receiver.ReceiveAsync((WebhookSource)null!, endpoint, default), "source");
        await ThrowsAsync(() => receiver.ReceiveAsync(CueDelivery.Click(), null!, default), "endpoint");
    }

    private static async Task ThrowsAsync(Func<ValueTask<WebhookReceiveResult>> call, string parameter)
    {
        Func<Task> calling = () => call().AsTask();
        await calling.Should().ThrowAsync<ArgumentNullException>().WithParameterName(parameter);
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
