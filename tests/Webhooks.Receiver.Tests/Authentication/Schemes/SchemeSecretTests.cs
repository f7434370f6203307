using System.Security.Cryptography;

namespace Webhooks.Receiver.Tests;

/// <summary>Endpoints of senders with public keys, or with a secret that they send along.</summary>
public sealed class SchemeSecretTests
{
    private const string Body = """{"MessageId":"m1"}""";

    private static readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task EnsureReady_NoPublicKey_ThrowsWithoutQuotingIt()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:keysigned:Secrets:0"] = "c4nary" });

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(ReceiverHarness.EndpointOf<KeySignedEvent>("/hook")))
            .Should().Throw<WebhookConfigurationException>().WithMessage(
                "Webhooks:keysigned:Secrets:0 is not a public key for provider 'keysigned' (EcdsaP256Sha256): it has to be PEM, or base64 of a "
                + "SubjectPublicKeyInfo.");
    }

    [Fact]
    public async Task Receive_SignedWithAPrivateKey_IsHandledAndItsBodyAuthenticated()
    {
        await using var harness = new ReceiverHarness(settings: new()
        {
            ["Webhooks:keysigned:Secrets:0"] = PublicKeys.P256,
            ["Webhooks:keysigned:Secrets:1"] = _key.ExportSubjectPublicKeyInfoPem(),
        });
        WebhookDelivery? delivery = null;
        Task Handle(KeySignedEvent e, WebhookContext context)
        {
            delivery = context.Delivery;
            return Task.CompletedTask;
        }

        (await harness.ReceiveAt(ReceiverHarness.EndpointOf<KeySignedEvent>("/hook"), new BufferedSource(Signed(Body)), Handle)).Outcome
            .Should().Be(WebhookOutcome.Processed);
        (await harness.ReceiveAt(ReceiverHarness.EndpointOf<KeySignedEvent>("/hook"), new BufferedSource(Signed(Body + " ", Body)), Handle)).SignatureFailure
            .Should().Be(SignatureFailure.SignatureMismatch);
        delivery!.Authenticated.Should().Be(AuthenticatedParts.Body | AuthenticatedParts.Identity);
    }

    [Theory]
    [InlineData("red", true)]
    [InlineData("blue", false)]
    [InlineData("green", false)]
    public async Task Receive_TenantsWithPublicKeys_AreAuthenticatedWithTheirOwn(string tenant, bool isValid)
    {
        await using var harness = new ReceiverHarness(settings: []);
        WebhookEndpoint<KeySignedEvent> endpoint = ReceiverHarness.EndpointOf<KeySignedEvent>("/{tenant}/hook", new WebhookEndpointOptions
        {
            ResolveTenant = (_, _) => ValueTask.FromResult<WebhookTenant?>(tenant switch
            {
                "red" => new WebhookTenant("red", PublicKeys.P256, _key.ExportSubjectPublicKeyInfoPem()),
                "blue" => new WebhookTenant("blue", PublicKeys.P256),
                _ => null,
            }),
        });

        WebhookReceiveResult result = await harness.ReceiveAt<KeySignedEvent>(endpoint, new BufferedSource(Signed(Body)), (_, _) => Task.CompletedTask);

        result.SignatureFailure.Should().Be(isValid ? null : SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public async Task Receive_SecretThatIsSent_AuthenticatesNoPartOfTheDelivery()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:secretsent:Secrets:0"] = "s3cret" });
        WebhookEndpoint<SecretSentEvent> endpoint = ReceiverHarness.EndpointOf<SecretSentEvent>("/hook");
        WebhookDelivery? delivery = null;
        Task Handle(SecretSentEvent e, WebhookContext context)
        {
            delivery = context.Delivery;
            return Task.CompletedTask;
        }

        BufferedSource With(string token) =>
            new(new WebhookRequest("POST", "/hook", [KeyValuePair.Create("X-Token", token)], Sender.Utf8(Body)));

        (await harness.ReceiveAt(endpoint, With("S3cret"), Handle)).SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        BufferedSource missing = With("");
        (await harness.ReceiveAt(endpoint, missing, Handle)).SignatureFailure.Should().Be(SignatureFailure.SignatureMissing);
        missing.IsBodyRead.Should().BeFalse();
        (await harness.ReceiveAt(endpoint, With("s3cret"), Handle)).Outcome.Should().Be(WebhookOutcome.Processed);
        delivery!.Authenticated.Should().Be(AuthenticatedParts.None, "who sees one request can forge others");
        delivery.Headers.Should().OnlyContain(header => !header.IsSigned);
    }

    [Fact]
    public async Task EnsureAllReady_TwoEndpointsWithOnePublicKey_Warns()
    {
        await using var harness = new ReceiverHarness(settings: new()
        {
            ["Webhooks:keysigned:Secrets:0"] = PublicKeys.P256,
            ["Webhooks:Other:Secrets:0"] = PublicKeys.Pem(PublicKeys.P256),
        });

        harness.Receiver.EnsureAllReady(
        [
            ReceiverHarness.EndpointOf<KeySignedEvent>("/first"),
            ReceiverHarness.EndpointOf<KeySignedEvent>("/second", new WebhookEndpointOptions { OptionsName = "Other" }),
        ]);

        harness.Logs.Of(1024).Should().ContainSingle();
    }

    private static WebhookRequest Signed(string body, string? signed = null)
    {
        byte[] signature = _key.SignData(Sender.Utf8(signed ?? body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new("POST", "/hook", [KeyValuePair.Create("X-Signature", Convert.ToBase64String(signature))], Sender.Utf8(body));
    }
}
