using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>A certificate behind a URL, over a fake download: no secret is configured, and the URL's host is checked.</summary>
public sealed class SnsAuthenticatorTests
{
    private const string Url = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0000.pem";

    private static readonly RSA _key = RSA.Create(2048);

    private static readonly WebhookEndpoint<SnsEvent> _endpoint = ReceiverHarness.EndpointOf<SnsEvent>("/webhooks/sns");

    private readonly List<Uri> _downloads = [];
    private Func<Task<string>> _download = () => Task.FromResult(Certificate());

    [Fact]
    public async Task EnsureReady_NoSecret_IsReady()
    {
        await using ReceiverHarness harness = Harness();

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(_endpoint)).Should().NotThrow();
    }

    [Fact]
    public async Task Receive_SignedMessage_IsHandledOnce()
    {
        await using ReceiverHarness harness = Harness();

        (await Receive(harness, Message())).Outcome.Should().Be(WebhookOutcome.Processed);
        (await Receive(harness, Message())).Outcome.Should().Be(WebhookOutcome.Duplicate);
        _downloads.Should().AllBeEquivalentTo(new Uri(Url));
    }

    [Theory]
    [InlineData("Message")]
    [InlineData("MessageId")]
    [InlineData("Timestamp")]
    [InlineData("TopicArn")]
    [InlineData("Type")]
    public async Task Receive_SignedMemberChanged_IsMismatch(string member)
    {
        await using ReceiverHarness harness = Harness();
        Dictionary<string, string> message = Message();
        message[member] += "x";

        (await Receive(harness, message)).SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [InlineData("https://evil.example/cert.pem")]
    [InlineData("https://sns.eu-central-1.amazonaws.com.evil.example/cert.pem")]
    [InlineData("https://evil.example/sns.eu-central-1.amazonaws.com/cert.pem")]
    [InlineData("http://sns.eu-central-1.amazonaws.com/cert.pem")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task Receive_CertificateOfAnotherHost_IsRefusedWithoutADownload(string url)
    {
        await using ReceiverHarness harness = Harness();
        Dictionary<string, string> message = Message();
        message["SigningCertURL"] = url;

        (await Receive(harness, message)).SignatureFailure.Should().Be(SignatureFailure.SignatureMalformed);
        _downloads.Should().BeEmpty();
    }

    [Fact]
    public async Task Receive_DownloadFails_IsUnavailableAndRetried()
    {
        await using ReceiverHarness harness = Harness();
        _download = () => throw new HttpRequestException("canary of the message");

        WebhookReceiveResult failed = await Receive(harness, Message());
        _download = () => Task.FromResult("canary, and no certificate");
        WebhookReceiveResult broken = await Receive(harness, Message());
        _download = () => Task.FromResult(Certificate());
        WebhookReceiveResult later = await Receive(harness, Message());

        (failed.Outcome, failed.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.AuthenticatorFailed));
        (broken.Outcome, broken.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.AuthenticatorFailed));
        failed.RetryAfter.Should().BePositive();
        later.Outcome.Should().Be(WebhookOutcome.Processed);
        harness.Logs.Of(1036).Select(entry => entry.Message).Should().Equal(
            "The authenticator of sns at /webhooks/sns failed: HttpRequestException. The sender will try again.",
            "The authenticator of sns at /webhooks/sns failed: CryptographicException. The sender will try again.");
        harness.Logs.Entries.Select(entry => entry.ToString()).Should().NotContainMatch("*canary*");
    }

    private static string Certificate()
    {
        var request = new CertificateRequest("CN=sns.amazonaws.com", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }

    private static Dictionary<string, string> Message()
    {
        Dictionary<string, string> message = new()
        {
            ["Type"] = "Notification",
            ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            ["TopicArn"] = "arn:aws:sns:eu-central-1:123456789012:MyTopic",
            ["Message"] = "café ☕",
            ["Timestamp"] = "2026-03-13T17:51:14.000Z",
        };
        string content = string.Concat(message.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}\n{member.Value}\n"));
        byte[] signature = _key.SignData(Sender.Utf8(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        message["Signature"] = Convert.ToBase64String(signature);
        message["SigningCertURL"] = Url;
        return message;
    }

    private ReceiverHarness Harness() => new(
        builder => builder.Services.AddSingleton<SnsAuthenticator.Download>((url, _) =>
        {
            _downloads.Add(url);
            return _download();
        }),
        settings: []);

    private static ValueTask<WebhookReceiveResult> Receive(ReceiverHarness harness, Dictionary<string, string> message)
    {
        byte[] body = Sender.Utf8("{" + string.Join(',', message.Select(member => $"\"{member.Key}\":{Quote(member.Value)}")) + "}");
        return harness.ReceiveAt(_endpoint, new BufferedSource(new WebhookRequest("POST", "/webhooks/sns", [], body)), (_, _) => Task.CompletedTask);
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
