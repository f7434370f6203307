using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Several tenants on one route, each with secrets of its own.</summary>
public sealed class TenantResolutionTests
{
    private static readonly Func<CueEvent, WebhookContext, Task> _nothing = (_, _) => Task.CompletedTask;

    private static readonly Func<CueEvent, WebhookContext, Task> _never =
        (_, _) => throw new InvalidOperationException("No handler may see this delivery.");

    public static TheoryData<string, Func<ValueTask<WebhookTenant?>>> Failing => new()
    {
        { "throws at once", () => throw new InvalidOperationException("no connection") },
        { "throws later", () => ValueTask.FromException<WebhookTenant?>(new TimeoutException("no answer")) },
        { "is cancelled", () => ValueTask.FromCanceled<WebhookTenant?>(new CancellationToken(canceled: true)) },
    };

    [Fact]
    public async Task EnsureReady_EndpointWithAResolver_NeedsNoConfiguredSecret()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);

        Action check = () => harness.Receiver.EnsureReady(TenantDelivery.Endpoint());

        check.Should().NotThrow();
    }

    [Fact]
    public async Task Receive_TenantByRoute_IsVerifiedWithItsOwnSecret()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint();
        List<string?> tenants = [];
        Task Handle(CueEvent e, WebhookContext context)
        {
            tenants.Add(context.Delivery.Tenant);
            return Task.CompletedTask;
        }

        WebhookReceiveResult red = await harness.ReceiveAt<CueEvent>(endpoint, TenantDelivery.Source("red", TenantDelivery.SecretOf("red")), Handle);
        WebhookReceiveResult blue = await harness.ReceiveAt<CueEvent>(endpoint, TenantDelivery.Source("blue", TenantDelivery.SecretOf("blue")), Handle);

        (red.Outcome, blue.Outcome).Should().Be((WebhookOutcome.Processed, WebhookOutcome.Processed), "equal ids of two tenants do not meet");
        blue.Key.Should().NotBe(red.Key);
        tenants.Should().Equal("red", "blue");
        red.Key!.Value.DisplayText.Should().Be("cue:/webhooks/{tenant}/cue:red:evt_1");
    }

    [Fact]
    public async Task Receive_TenantsOwnRetry_IsADuplicate()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint();

        await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", TenantDelivery.SecretOf("red")), _nothing);

        (await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", TenantDelivery.SecretOf("red")), _never)).Outcome.Should().Be(WebhookOutcome.Duplicate);
    }

    [Fact]
    public async Task Receive_TenantByHeader_IsVerifiedWithItsOwnSecret()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint(
            (request, _) => ValueTask.FromResult(TenantDelivery.Known(request.Headers[TenantDelivery.Header])));
        WebhookRequest click = CueDelivery.Click(secret: TenantDelivery.SecretOf("blue"));
        BufferedSource Naming(string tenant) => new(new WebhookRequest(
            "POST", click.Url,
            [KeyValuePair.Create("cue-signature", click.Headers["cue-signature"].ToString()), KeyValuePair.Create("x-tenant", tenant)], click.Body));

        (await harness.ReceiveAt(endpoint, Naming("red"), _never)).SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        (await harness.ReceiveAt(endpoint, Naming("blue"), _nothing)).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Receive_TenantsOldSecret_IsTakenToo()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((_, _) => ValueTask.FromResult<WebhookTenant?>(new("red", "the-new", "the-old")));

        (await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", "the-old"), _nothing)).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Theory]
    [InlineData("red", "blue")]
    [InlineData("green", "green")]
    [InlineData("green", "red")]
    [InlineData("", "red")]
    public async Task Receive_UnknownTenantOrAnothersSecret_IsRefusedAsAForgedDeliveryIs(string tenant, string secretOf)
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:Cue:Secrets:0"] = TenantDelivery.SecretOf("green") });
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint();

        WebhookReceiveResult forged = await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", "forged"), _never);
        WebhookReceiveResult result = await harness.ReceiveAt(endpoint, TenantDelivery.Source(tenant, TenantDelivery.SecretOf(secretOf)), _never);

        result.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch, "not even the endpoint's own configured secret is taken");
        result.Should().Be(forged, "nothing tells which tenants there are");
        harness.Logs.Of(1000).Select(entry => entry.Message).Distinct().Should().ContainSingle();
        harness.Logs.Of(1018).Should().BeEmpty();
        harness.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task Receive_UnknownTenantOfASchemeWithEncodedSecrets_IsRefusedAsAForgedDeliveryIs()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<StandardEvent> endpoint = ReceiverHarness.EndpointOf<StandardEvent>(
            "/standard/{tenant}", new WebhookEndpointOptions { ResolveTenant = (_, _) => ValueTask.FromResult<WebhookTenant?>(null) });

        WebhookReceiveResult result = await harness.ReceiveAt<StandardEvent>(
            endpoint, new BufferedSource(Senders.StandardWebhooks.Request("{}"u8.ToArray())), (_, _) => Task.CompletedTask);

        result.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=00")]
    public async Task Receive_MalformedHeaders_AreRefusedWithoutAskingForTheTenant(string signature)
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        int asked = 0;
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((_, _) => ValueTask.FromResult<WebhookTenant?>(new($"tenant {++asked}", "secret")));

        WebhookReceiveResult refused = await harness.ReceiveAt(endpoint, new BufferedSource(CueDelivery.Of("{}"u8.ToArray(), signature)), _never);
        await harness.ReceiveAt(endpoint, new BufferedSource(CueDelivery.Click(secret: "secret")), _nothing);

        refused.Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        asked.Should().Be(1, "only the second delivery's headers were worth it");
    }

    [Fact]
    public async Task Receive_Resolver_IsAskedBeforeTheBodyIsRead()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        BufferedSource source = TenantDelivery.Source("red", TenantDelivery.SecretOf("red"));
        bool? isBodyRead = null;
        IServiceProvider? services = null;
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((request, _) =>
        {
            (isBodyRead, services) = (source.IsBodyRead, request.Services);
            return ValueTask.FromResult(TenantDelivery.Known("red"));
        });

        await harness.ReceiveAt(endpoint, source, _nothing);

        isBodyRead.Should().BeFalse();
        services.Should().NotBeNull("it may look tenants up");
        typeof(WebhookTenantRequest).GetProperties().Select(property => property.Name)
            .Should().BeEquivalentTo([nameof(WebhookTenantRequest.Headers), nameof(WebhookTenantRequest.Services)], "the body is not authenticated yet");
    }

    [Theory]
    [MemberData(nameof(Failing))]
    public async Task Receive_ResolverFails_IsUnavailableAndQuotesNoSecret(string what, Func<ValueTask<WebhookTenant?>> fail)
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        BufferedSource source = TenantDelivery.Source("red", TenantDelivery.SecretOf("red"));

        WebhookReceiveResult result = await harness.ReceiveAt(TenantDelivery.Endpoint((_, _) => fail()), source, _never);

        result.Outcome.Should().Be(WebhookOutcome.Unavailable, "the resolver {0}", what);
        result.SignatureFailure.Should().BeNull("it is no fault of the sender's");
        result.RetryAfter.Should().NotBeNull();
        source.IsBodyRead.Should().BeFalse();
        LogEntry entry = harness.Logs.Of(1018).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Warning);
        entry.Message.Should().Be("The tenant of a delivery from cue at /webhooks/{tenant}/cue could not be resolved. The sender will try again.");
        harness.Logs.Entries.Should().NotContain(logged => $"{logged.Message} {logged.Exception}".Contains("c4nary"));
    }

    /// <summary>Issue 8.2: the number of MACs over a forgery, and so its time, does not tell which tenants exist, the first time or later.</summary>
    [Theory]
    [InlineData("green", "an unknown tenant")]
    [InlineData("red", "a tenant with one secret")]
    [InlineData("blue", "a tenant with three")]
    [InlineData("white", "a tenant with none")]
    public async Task Receive_Forgery_ComputesAsManyMacsWhoeverTheTenantIs(string tenant, string who)
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((request, _) => ValueTask.FromResult(request.GetRouteValue("tenant") switch
        {
            "red" => new WebhookTenant("red", "one"),
            "blue" => new WebhookTenant("blue", "one", "two", "three"),
            "white" => new WebhookTenant("white"),
            _ => null,
        }));

        for (int i = 0; i < 3; i++)
        {
            using var body = new CountingBody(CueDelivery.Click(secret: "forged"), tenant);
            (await harness.ReceiveAt(endpoint, body, _never)).SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);

            body.Reads.Should().Be(WebhookTenant.MaxSecrets, "{0} is no different", who);
        }
    }

    /// <summary>Issue 8.2: discarded verifiers are created again. <see cref="KeptAuthenticatorsTests"/> tests which are kept.</summary>
    [Fact]
    public async Task Receive_MoreTenantsThanAreKept_EachIsStillAuthenticated()
    {
        const int Tenants = 5000;
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((request, _) => ValueTask.FromResult<WebhookTenant?>(
            new(request.GetRouteValue("tenant")!, $"secret of {request.GetRouteValue("tenant")}")));

        foreach (int round in new[] { 1, 2 })
        {
            for (int i = 0; i < Tenants; i += round)
            {
                BufferedSource source = TenantDelivery.Source($"t{i}", $"secret of t{i}", $"evt_{round}");
                (await harness.ReceiveAt(endpoint, source, _nothing)).IsAcknowledged.Should().BeTrue();
            }
        }
    }

    [Fact]
    public async Task Receive_ResolverHangs_IsUnavailableAfterTheStoresTimeout()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        var never = new TaskCompletionSource<WebhookTenant?>();
        CancellationToken given = default;
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((_, cancellationToken) =>
        {
            given = cancellationToken;
            return new ValueTask<WebhookTenant?>(never.Task);
        });
        BufferedSource source = TenantDelivery.Source("red", TenantDelivery.SecretOf("red"));

        Task<WebhookReceiveResult> receiving = harness.ReceiveAt(endpoint, source, _never).AsTask();
        harness.Clock.Advance(new WebhookHostOptions().StoreTimeout - TimeSpan.FromTicks(1));
        receiving.IsCompleted.Should().BeFalse();
        given.IsCancellationRequested.Should().BeFalse();
        harness.Clock.Advance(TimeSpan.FromTicks(1));
        WebhookReceiveResult result = await Eventually.Ends(new ValueTask<WebhookReceiveResult>(receiving));

        result.Outcome.Should().Be(WebhookOutcome.Unavailable);
        given.IsCancellationRequested.Should().BeTrue("the resolver is told to stop");
        harness.Logs.Of(1018).Should().ContainSingle().Which.Exception.Should().BeOfType<TimeoutException>();
        source.IsBodyRead.Should().BeFalse();
    }

    [Fact]
    public async Task Receive_ResolverWorksAgain_IsHandled()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        bool isDown = true;
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((request, _) =>
            isDown ? throw new InvalidOperationException() : ValueTask.FromResult(TenantDelivery.Known(request.GetRouteValue("tenant"))));

        WebhookReceiveResult down = await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", TenantDelivery.SecretOf("red")), _never);
        isDown = false;
        WebhookReceiveResult up = await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", TenantDelivery.SecretOf("red")), _nothing);

        (down.Outcome, up.Outcome).Should().Be((WebhookOutcome.Unavailable, WebhookOutcome.Processed));
    }

    [Fact]
    public void ToString_OfATenant_IsItsId() =>
        new WebhookTenant("red", TenantDelivery.SecretOf("red")).ToString().Should().Be("red");
}
