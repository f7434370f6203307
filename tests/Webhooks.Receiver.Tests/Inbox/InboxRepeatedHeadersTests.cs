using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>A header that is given twice has two values in the background too, so that a delivery gets the verdict that it would get at once.</summary>
public sealed class InboxRepeatedHeadersTests
{
    private const string Id = "e-1";

    [Theory]
    [InlineData(false, WebhookOutcome.Processed)]
    [InlineData(true, WebhookOutcome.Accepted)]
    public async Task Receive_HeaderThatRepeatsTheSignedIdTwice_IsNoContradiction(bool background, WebhookOutcome outcome)
    {
        await using ReceiverHarness harness = Start();
        byte[] envelope = JsonEdit.With(ProviderPayloads.CueApi.Read("execution.json"), "execution_id", $"\"{Id}\"");

        WebhookReceiveResult result = await ReceiveWithIdTwice(harness, background, envelope, (_, _) => Task.CompletedTask);

        (result.Outcome, result.SignatureFailure).Should().Be((outcome, null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_UnsignedIdTwice_IsNoIdentity(bool background)
    {
        await using ReceiverHarness harness = Start();

        WebhookReceiveResult result = await ReceiveWithIdTwice(
            harness, background, ProviderPayloads.CueApi.Read("payload.bare.json"), (_, _) => Task.CompletedTask);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Malformed, WebhookFailureReason.IdentityMissing));
    }

    [Fact]
    public async Task Worker_HeaderThatRepeatsTheSignedIdTwice_IsHandledWithBothValues()
    {
        await using ReceiverHarness harness = Start();
        var handled = new TaskCompletionSource<string>();
        byte[] envelope = JsonEdit.With(ProviderPayloads.CueApi.Read("execution.json"), "execution_id", $"\"{Id}\"");
        WebhookReceiveResult result = await ReceiveWithIdTwice(harness, background: true, envelope, (e, context) => Task.FromResult(handled.TrySetResult(
            $"{e.ExecutionId} {context.Delivery.Headers.Single(header => header.Name == CueApiHeaders.ExecutionId).Value}")));

        result.Outcome.Should().Be(WebhookOutcome.Accepted);
        foreach (IHostedService service in harness.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        (await handled.Task.WaitAsync(Eventually.Limit)).Should().Be($"{Id} {Id},{Id}");
        harness.Lifetime.StopApplication();
    }

    private static ReceiverHarness Start() => new(
        builder => builder.Services.AddSingleton<IInboxStore>(services => new MemoryInbox(services.GetRequiredService<TimeProvider>())),
        new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });

    private static ValueTask<WebhookReceiveResult> ReceiveWithIdTwice(
        ReceiverHarness harness, bool background, byte[] body, Func<CueApiEvent, WebhookContext, Task> handle)
    {
        var endpoint = new WebhookEndpoint<CueApiEvent>("/webhooks/cueapi", handle, new WebhookEndpointOptions { ProcessInBackground = background });
        WebhookRequest request = Senders.CueApi.Request(body, null, (CueApiHeaders.ExecutionId, Id), (CueApiHeaders.ExecutionId, Id));
        return harness.Receiver.ReceiveAsync(request, endpoint, CancellationToken.None);
    }
}
