using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>An authenticator for what no declaration can say: everything behind it works as with a signature.</summary>
public sealed class JwtAuthenticatorTests
{
    private const string Secret = "jwt-secret-of-the-tests";
    private const string Body = """{"MessageId":"m1"}""";

    private static readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly WebhookEndpoint<JwtEvent> _endpoint = ReceiverHarness.EndpointOf<JwtEvent>("/webhooks/jwt");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_ValidToken_IsHandledOnceAndItsPartsAreAuthenticated(bool isPublicKey)
    {
        await using ReceiverHarness harness = Harness();
        WebhookDelivery? delivery = null;
        Task Handle(JwtEvent e, WebhookContext context)
        {
            delivery = context.Delivery;
            return Task.CompletedTask;
        }

        WebhookReceiveResult first = await harness.ReceiveAt(_endpoint, Source(harness, Body, isPublicKey), Handle);
        WebhookReceiveResult second = await harness.ReceiveAt(_endpoint, Source(harness, Body, isPublicKey), Handle);

        (first.Outcome, second.Outcome).Should().Be((WebhookOutcome.Processed, WebhookOutcome.Duplicate));
        delivery!.Authenticated.Should().Be(AuthenticatedParts.Body | AuthenticatedParts.Identity | AuthenticatedParts.Timestamp);
        delivery.SignedAt.Should().Be(harness.Clock.GetUtcNow());
        delivery.Key.DisplayText.Should().Contain("jwt").And.Contain("m1");
    }

    [Fact]
    public async Task Receive_InvalidToken_IsRefusedForItsReason()
    {
        await using ReceiverHarness harness = Harness();
        string token = Token(harness, Body, isPublicKey: true);
        string[] parts = token.Split('.');
        foreach ((string? sent, SignatureFailure failure) in new (string?, SignatureFailure)[]
        {
            (null, SignatureFailure.SignatureMissing),
            ("a.b", SignatureFailure.SignatureMalformed),
            ($"{parts[0]}.{parts[1]}.!", SignatureFailure.SignatureMalformed),
            ($"{parts[0]}.{parts[1]}.", SignatureFailure.SignatureMismatch),
            ($"{Encode("""{"alg":"none"}"""u8)}.{parts[1]}.", SignatureFailure.SignatureMismatch),
            ($"{parts[0]}.{Encode("{}"u8)}.{parts[2]}", SignatureFailure.SignatureMismatch),
            (Token(harness, Body + " ", isPublicKey: true), SignatureFailure.SignatureMismatch),
            (SignedWithPublicKeyAsSecret(harness), SignatureFailure.SignatureMismatch),
            (Token(harness, Body, isPublicKey: true, age: TimeSpan.FromMinutes(6)), SignatureFailure.TimestampOutsideTolerance),
        })
        {
            WebhookReceiveResult result = await harness.ReceiveAt(
                _endpoint, new BufferedSource(Request(Body, sent)), (_, _) => throw new InvalidOperationException("No handler may see this."));

            result.SignatureFailure.Should().Be(failure, "of {0}", sent);
        }

        harness.Logs.Alarms.Should().BeEmpty("a stranger can cause all of it");
        harness.Memory.Count.Should().Be(0);
    }

    [Fact]
    public async Task Receive_ConfiguredTolerance_IsPassed()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:jwt:Secrets:0"] = Secret, ["Webhooks:jwt:Tolerance"] = "00:10:00" });

        WebhookReceiveResult result = await harness.ReceiveAt(
            _endpoint, new BufferedSource(Request(Body, Token(harness, Body, isPublicKey: false, age: TimeSpan.FromMinutes(6)))), (_, _) => Task.CompletedTask);

        result.Outcome.Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Receive_SeveralTenants_AreAuthenticatedWithTheirOwnSecrets()
    {
        await using var harness = new ReceiverHarness(settings: []);
        WebhookEndpoint<JwtEvent> endpoint = ReceiverHarness.EndpointOf<JwtEvent>("/{tenant}/jwt", new WebhookEndpointOptions
        {
            ResolveTenant = (request, _) => ValueTask.FromResult<WebhookTenant?>(request.GetRouteValue("tenant") switch
            {
                "red" => new WebhookTenant("red", "other", Secret),
                "blue" => new WebhookTenant("blue", "blue's"),
                "none" => new WebhookTenant("none"),
                _ => null,
            }),
        });
        ValueTask<WebhookReceiveResult> Receive(string tenant) => harness.ReceiveAt(
            endpoint,
            new BufferedSource(Request(Body, Token(harness, Body, isPublicKey: false))) { RouteValues = new Dictionary<string, string> { ["tenant"] = tenant } },
            (_, _) => Task.CompletedTask);

        (await Receive("red")).Outcome.Should().Be(WebhookOutcome.Processed);
        (await Receive("red")).Outcome.Should().Be(WebhookOutcome.Duplicate);
        (await Receive("blue")).SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        (await Receive("none")).SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        (await Receive("green")).SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    private static ReceiverHarness Harness() => new(settings: new()
    {
        ["Webhooks:jwt:Secrets:0"] = Secret,
        ["Webhooks:jwt:Secrets:1"] = _key.ExportSubjectPublicKeyInfoPem(),
    });

    private static BufferedSource Source(ReceiverHarness harness, string body, bool isPublicKey) =>
        new(Request(body, Token(harness, body, isPublicKey)));

    private static WebhookRequest Request(string body, string? token) =>
        new("POST", "/webhooks/jwt", token is null ? [] : [KeyValuePair.Create("Authorization", $"Bearer {token}")], Sender.Utf8(body));

    private static string Token(ReceiverHarness harness, string body, bool isPublicKey, TimeSpan age = default)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Sender.Utf8(body)));
        string claims = $$"""{"iat":{{(harness.Clock.GetUtcNow() - age).ToUnixTimeSeconds()}},"body":"{{hash}}"}""";
        string signed = $"{Encode(isPublicKey ? """{"alg":"ES256"}"""u8 : """{"alg":"HS256"}"""u8)}.{Encode(Sender.Utf8(claims))}";
        byte[] bytes = Encoding.ASCII.GetBytes(signed);
        return $"{signed}.{Encode(isPublicKey ? _key.SignData(bytes, HashAlgorithmName.SHA256) : HMACSHA256.HashData(Sender.Utf8(Secret), bytes))}";
    }

    /// <summary>The well-known attack on tokens: an HMAC, with the text of the public key as its secret.</summary>
    private static string SignedWithPublicKeyAsSecret(ReceiverHarness harness)
    {
        string[] parts = Token(harness, Body, isPublicKey: false).Split('.');
        byte[] mac = HMACSHA256.HashData(Sender.Utf8(_key.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        return $"{parts[0]}.{parts[1]}.{Encode(mac)}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
