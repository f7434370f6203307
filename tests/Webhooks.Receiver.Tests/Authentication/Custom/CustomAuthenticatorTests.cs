using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>Authenticators that answer late, wrongly or not at all, and what is checked at start.</summary>
public sealed class CustomAuthenticatorTests
{
    private static readonly WebhookEndpoint<ProbeEvent> _endpoint = ReceiverHarness.EndpointOf<ProbeEvent>("/webhooks/probe");

    private static readonly WebhookEndpoint<ProbeEvent> _tenants = ReceiverHarness.EndpointOf<ProbeEvent>(
        "/{tenant}/probe", new WebhookEndpointOptions { ResolveTenant = (_, _) => ValueTask.FromResult<WebhookTenant?>(null) });

    [Fact]
    public async Task Receive_Request_HasEverythingToVerify()
    {
        WebhookAuthenticationRequest? seen = null;
        byte[]? body = null;
        await using ReceiverHarness harness = Harness((request, _) =>
        {
            (seen, body) = (request, System.Buffers.BuffersExtensions.ToArray(request.Body));
            return new(SignatureResult.Valid());
        });

        (await Receive(harness)).Outcome.Should().Be(WebhookOutcome.Processed);

        seen!.Method.Should().Be("POST");
        seen.Headers["X-A"].Should().Equal("1");
        body.Should().Equal(Sender.Utf8("""{"MessageId":"m1"}"""));
        seen.Secrets.Should().Equal("one", "two");
        seen.Tolerance.Should().Be(TimeSpan.FromMinutes(5));
        seen.TimeProvider.Should().BeSameAs(harness.Clock);
        seen.Services.Should().NotBeNull();
        seen.Url.Should().BeNull("no URL is configured, and the host of a request is its sender's choice");
        seen.ToString().Should().NotContain("one");
    }

    [Theory]
    [InlineData("PublicUrl", "https://public.example/hooks", "https://public.example/hooks/webhooks/probe")]
    [InlineData("UseRequestUrl", "true", "https://evil.example/webhooks/probe")]
    public async Task Receive_UrlIsConfigured_IsInTheRequest(string setting, string value, string url)
    {
        string? seen = null;
        await using var harness = new ReceiverHarness(
            builder => builder.Services.AddSingleton<ProbeAuthenticator.Probe>((request, _) =>
            {
                seen = request.Url;
                return new(SignatureResult.Valid());
            }),
            new() { ["Webhooks:probe:Secrets:0"] = "one", [$"Webhooks:probe:{setting}"] = value });

        (await Receive(harness)).Outcome.Should().Be(WebhookOutcome.Processed);

        seen.Should().Be(url);
    }

    [Fact]
    public async Task Receive_RequestHasServices_HasThemAndNotTheApps()
    {
        IServiceProvider? seen = null;
        await using ReceiverHarness harness = Harness((_, _) => throw new InvalidOperationException("The app's services were used."));
        ProbeAuthenticator.Probe probe = (request, _) =>
        {
            seen = request.Services;
            return new(SignatureResult.Valid());
        };
        await using ServiceProvider services = new ServiceCollection().AddSingleton(probe).BuildServiceProvider();

        (await harness.ReceiveAt(_endpoint, Source(services: services), (_, _) => Task.CompletedTask)).Outcome.Should().Be(WebhookOutcome.Processed);

        seen.Should().BeSameAs(services);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("not verified")]
    [InlineData("mismatch")]
    public async Task Receive_AnythingButValid_IsRefused(string answer)
    {
        SignatureResult result = answer switch
        {
            "default" => default,
            "not verified" => SignatureResult.Invalid(SignatureFailure.NotVerified),
            _ => SignatureResult.Invalid(SignatureFailure.SignatureMismatch),
        };
        await using ReceiverHarness harness = Harness((_, _) => new(result));

        WebhookReceiveResult received = await Receive(harness);

        (received.Outcome, received.SignatureFailure).Should().Be((WebhookOutcome.Unauthenticated, result.Failure));
    }

    [Fact]
    public async Task Receive_AuthenticatorThrows_IsUnavailableAndNothingIsQuoted()
    {
        foreach (ProbeAuthenticator.Probe probe in new ProbeAuthenticator.Probe[]
        {
            (_, _) => throw new InvalidOperationException("canary"),
            (_, _) => ValueTask.FromException<SignatureResult>(new TimeoutException("canary")),
            (_, _) => ValueTask.FromCanceled<SignatureResult>(new CancellationToken(canceled: true)),
        })
        {
            await using ReceiverHarness harness = Harness(probe);

            WebhookReceiveResult result = await Receive(harness);

            (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.AuthenticatorFailed));
            harness.Logs.Of(1036).Should().ContainSingle();
            harness.Logs.Entries.Select(entry => entry.ToString()).Should().NotContainMatch("*canary*");
            harness.Memory.Count.Should().Be(0);
        }
    }

    [Fact]
    public async Task Receive_AuthenticatorTakesTooLong_IsUnavailableAndKeepsTheBodyUntilItEnds()
    {
        var answer = new TaskCompletionSource<SignatureResult>();
        CancellationToken token = default;
        await using ReceiverHarness harness = Harness((_, cancellationToken) =>
        {
            token = cancellationToken;
            return new(answer.Task);
        });
        var memory = new Owner();
        Task<WebhookReceiveResult> receiving = Receive(harness, new(BodyPieces.Cut(Sender.Utf8("""{"MessageId":"m1"}""")), memory)).AsTask();

        harness.Clock.Advance(TimeSpan.FromSeconds(5));
        WebhookReceiveResult result = await receiving;

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.AuthenticatorFailed));
        await Eventually.Holds(() => token.IsCancellationRequested, "the authenticator is told to stop");
        memory.IsDisposed.Should().BeFalse("the authenticator may still read the body");

        answer.SetResult(SignatureResult.Valid());
        await Eventually.Holds(() => memory.IsDisposed, "the memory is given back");
        harness.Memory.Count.Should().Be(0, "what comes too late is not accepted");
    }

    [Fact]
    public async Task Receive_UnknownTenant_IsRefusedWhateverTheAuthenticatorSays()
    {
        IReadOnlyList<string>? secrets = null;
        await using ReceiverHarness harness = Harness((request, _) =>
        {
            secrets = request.Secrets;
            return new(SignatureResult.Valid());
        });

        WebhookReceiveResult result = await harness.ReceiveAt(_tenants, Source(), (_, _) => Task.CompletedTask);

        result.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        secrets.Should().ContainSingle().Which.Should().HaveLength(64, "a random secret makes it do its work all the same");
    }

    [Fact]
    public async Task Receive_UnknownTenantOfAnAuthenticatorWithoutSecrets_IsRefusedWithoutOne()
    {
        IReadOnlyList<string>? secrets = null;
        await using ReceiverHarness harness = Harness((request, _) =>
        {
            secrets = request.Secrets;
            return new(SignatureResult.Valid());
        });
        WebhookEndpoint<OpenProbeEvent> endpoint = ReceiverHarness.EndpointOf<OpenProbeEvent>(
            "/{tenant}/open-probe", new WebhookEndpointOptions { ResolveTenant = (_, _) => ValueTask.FromResult<WebhookTenant?>(null) });

        harness.Receiver.EnsureReady(endpoint);
        WebhookReceiveResult result = await harness.ReceiveAt(endpoint, Source(), (_, _) => Task.CompletedTask);

        result.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        secrets.Should().BeEmpty();
    }

    [Fact]
    public async Task EnsureReady_TenantsOfAnAuthenticatorThatRefusesRandomSecrets_Throws()
    {
        await using var harness = new ReceiverHarness(settings: []);
        WebhookEndpoint<PickyProbeEvent> endpoint = ReceiverHarness.EndpointOf<PickyProbeEvent>(
            "/{tenant}/picky-probe", new WebhookEndpointOptions { ResolveTenant = (_, _) => ValueTask.FromResult<WebhookTenant?>(null) });

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(endpoint)).Should().Throw<WebhookConfigurationException>()
            .WithMessage("*refuses unknown ones with a random secret, which the WebhookAuthenticator of provider 'picky-probe' calls unusable*");
        harness.Receiver.EnsureReady(_tenants);
    }

    [Theory]
    [InlineData(null, "No secret is configured for provider 'probe'.*")]
    [InlineData(" ", "*Webhooks:probe:Secrets:0 is blank.*")]
    [InlineData("with space", "*Webhooks:probe:Secrets:0 is not in the encoding that provider 'probe' uses for secrets.*")]
    [InlineData("throw canary", "*Webhooks:probe:Secrets:0 is not in the encoding that provider 'probe' uses for secrets.*")]
    [InlineData("EXAMPLE-ONLY", "*Webhooks:probe:Secrets:0 is a published example secret*")]
    public async Task EnsureReady_SecretMissingOrUnusable_Throws(string? secret, string message)
    {
        await using var harness = new ReceiverHarness(settings: secret is null ? [] : new() { ["Webhooks:probe:Secrets:0"] = secret });

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(_endpoint))
            .Should().Throw<WebhookConfigurationException>().WithMessage(message).Which.ToString().Should().NotContain("canary");
    }

    [Fact]
    public void Reader_OfAProviderWithAnAuthenticator_Throws()
    {
        Action make = () => _ = new WebhookReader<ProbeEvent>(["secret"]);

        make.Should().Throw<InvalidOperationException>().WithMessage("Provider 'probe' authenticates with code of its own*WebhookReceiver*");
    }

    [Fact]
    public void Request_MissingParts_Throws()
    {
        Action noMethod = () => _ = new WebhookAuthenticationRequest("", WebhookHeaders.Empty, default);
        Action noHeaders = () => _ = new WebhookAuthenticationRequest("POST", null!, default);

        noMethod.Should().Throw<ArgumentException>();
        noHeaders.Should().Throw<ArgumentNullException>();
    }

    private static ReceiverHarness Harness(ProbeAuthenticator.Probe probe) => new(
        builder => builder.Services.AddSingleton(probe),
        settings: new() { ["Webhooks:probe:Secrets:0"] = "one", ["Webhooks:probe:Secrets:1"] = "two" });

    private static BufferedSource Source(WebhookBody? body = null, IServiceProvider? services = null) =>
        new(new WebhookRequest("POST", "https://evil.example/webhooks/probe", [KeyValuePair.Create("X-A", "1")], Sender.Utf8("""{"MessageId":"m1"}""")))
        {
            Result = body is null ? null : WebhookBodyResult.Read(body),
            Services = services,
        };

    private static ValueTask<WebhookReceiveResult> Receive(ReceiverHarness harness, WebhookBody? body = null) =>
        harness.ReceiveAt(_endpoint, Source(body), (_, _) => Task.CompletedTask);

    private sealed class Owner : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
