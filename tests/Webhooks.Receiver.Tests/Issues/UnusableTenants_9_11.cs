using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Issue 9.11: another answer than an unknown tenant's, or a warning, would tell a stranger that this one exists.</summary>
public sealed class UnusableTenants_9_11
{
    private static readonly Func<CueEvent, WebhookContext, Task> _never =
        (_, _) => throw new InvalidOperationException("No handler may see this delivery.");

    public static TheoryData<string, string?[]> Unusable => new()
    {
        { "missing", [] },
        { "blank", [" "] },
        { "blank beside a good one", [TenantDelivery.SecretOf("red"), ""] },
        { "null", [null] },
        { "one too many", ["a", "b", "c", TenantDelivery.SecretOf("red")] },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Receive_TenantWithoutAUsableSecret_IsRefusedAsAnUnknownOneIs(string what, string?[] secrets)
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((request, _) =>
            ValueTask.FromResult(request.GetRouteValue("tenant") == "red" ? new WebhookTenant("red", secrets!) : null));

        WebhookReceiveResult unusable = await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", TenantDelivery.SecretOf("red")), _never);
        WebhookReceiveResult unknown = await harness.ReceiveAt(endpoint, TenantDelivery.Source("green", TenantDelivery.SecretOf("red")), _never);

        unusable.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch, "its secret is {0}", what);
        unusable.Should().Be(unknown);
        LogEntry entry = harness.Logs.Of(1022).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Information, "a stranger can cause it");
        harness.Logs.Entries.Should().NotContain(logged => logged.Level > LogLevel.Information || logged.Message.Contains("c4nary"));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("gre\0en")]
    public async Task Receive_TenantOfAnIdThatIsNone_IsRefusedAsAnUnknownOneIs(string? id)
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((request, _) =>
            ValueTask.FromResult(request.GetRouteValue("tenant") == "red" ? new WebhookTenant(id!, TenantDelivery.SecretOf("red")) : null));

        WebhookReceiveResult unusable = await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", TenantDelivery.SecretOf("red")), _never);
        WebhookReceiveResult unknown = await harness.ReceiveAt(endpoint, TenantDelivery.Source("green", TenantDelivery.SecretOf("red")), _never);

        unusable.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        unusable.Should().Be(unknown);
        harness.Logs.Of(1022).Should().ContainSingle();
        harness.Logs.Entries.Should().NotContain(logged => logged.Level > LogLevel.Information);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_TenantWhoseSecretsAreNull_IsRefusedAsAnUnknownOneIs(bool isBlockedOn)
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        static WebhookTenant Create() => new("red", (IEnumerable<string>)null!); // as of an empty column
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((_, _) => ValueTask.FromResult<WebhookTenant?>(isBlockedOn ? Task.Run(Create).Result : Create()));

        WebhookReceiveResult result = await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", TenantDelivery.SecretOf("red")), _never);

        result.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        harness.Logs.Of(1022).Should().ContainSingle();
        harness.Logs.Entries.Should().NotContain(logged => logged.Level > LogLevel.Information);
    }
}
