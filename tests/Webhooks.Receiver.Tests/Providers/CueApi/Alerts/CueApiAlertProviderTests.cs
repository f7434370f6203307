using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiAlertProviderTests
{
    private const string Signature = "v1=5a69cc1d3638e1db56e5ee6bcd3bfbecdd433df5afd3ec55c898993020742d16";

    private static readonly WebhookProvider<CueApiAlert> _provider = CueApiAlert.Provider;
    private static readonly byte[] _body = ProviderPayloads.CueApiAlerts.Read("verification_failed.json");
    private static readonly byte[] _signed = """{"alert_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "alert_type": "verification_failed", "created_at": "2026-05-01T00:00:00+00:00", "cue_id": "cue_abc123def456", "execution_id": "550e8400-e29b-41d4-a716-446655440000", "message": "m", "metadata": {}, "severity": "warning"}"""u8.ToArray();
    private static readonly CueApiAlertWebhooks _alerts = new(
        [string.Concat(Enumerable.Repeat("0123456789abcdef", 4))], new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1773392400)));

    [Fact]
    public void Names_OfAlerts_AreTheirOwn()
    {
        _provider.Name.Should().Be("cueapi-alerts");
        _provider.ConfigurationSection.Should().Be("CueApiAlerts");
        _provider.DefaultPath.Should().Be("/webhooks/cueapi-alerts");
        _provider.Methods.Should().Equal("POST");
        _provider.Headers.Should().Equal("X-CueAPI-Alert-Id", "X-CueAPI-Alert-Type");
    }

    [Fact]
    public void Sender_AsItsServerDoes_SendsOnce()
    {
        _provider.Sender.Deadline.Should().Be(TimeSpan.FromSeconds(10));
        _provider.Sender.LongestRetryWindow.Should().Be(TimeSpan.Zero);
        _provider.Sender.IsLongestRetryWindowDocumented.Should().BeTrue();
        _provider.Sender.DefaultLease.Should().BeLessThan(_provider.Sender.ShortestRetryWindow);
    }

    /// <summary>Computed with Python, as the server signs. The server and the hosted documentation name the headers differently.</summary>
    [Theory]
    [InlineData(null, CueApiHeaders.Signature, CueApiHeaders.Timestamp)]
    [InlineData(null, "X-CueAPI-Alert-Signature", "X-CueAPI-Alert-Timestamp")]
    [InlineData(SignatureFailure.TimestampMissing, CueApiHeaders.Signature, "X-CueAPI-Alert-Timestamp")]
    [InlineData(SignatureFailure.TimestampMissing, "X-CueAPI-Alert-Signature", CueApiHeaders.Timestamp)]
    [InlineData(SignatureFailure.SignatureMissing, "X-CueAPI-Alert-Signed", "X-CueAPI-Alert-Timestamp")]
    public void Verify_ComputedExample_IsValidUnderEitherPairOfNames(SignatureFailure? expected, string signature, string timestamp)
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create(signature, Signature), KeyValuePair.Create(timestamp, "1773392400")]);

        _alerts.Verify(_signed, headers).Failure.Should().Be(expected);
        CueApiAlertWebhooks.Parse(_signed).Should().BeOfType<CueApiVerificationFailed>().Which.ExtensionData.Should().BeNull();
    }

    /// <summary>The second name counts only if the first is absent, not if it is wrong.</summary>
    [Theory]
    [InlineData(SignatureFailure.SignatureMismatch, CueApiHeaders.Signature, "v1=00000000000000000000000000000000000000000000000000000000000000aa")]
    [InlineData(SignatureFailure.SignatureMissing, CueApiHeaders.Signature, "")]
    [InlineData(SignatureFailure.SignatureAmbiguous, "X-CueAPI-Alert-Signature", Signature)]
    public void Verify_SecondSignature_DoesNotReplaceTheFirst(SignatureFailure expected, string name, string value)
    {
        var headers = WebhookHeaders.From(
        [
            KeyValuePair.Create(name, value), KeyValuePair.Create(CueApiHeaders.Timestamp, "1773392400"),
            KeyValuePair.Create("X-CueAPI-Alert-Signature", Signature), KeyValuePair.Create("X-CueAPI-Alert-Timestamp", "1773392400"),
        ]);

        _alerts.Verify(_signed, headers).Failure.Should().Be(expected);
    }

    [Theory]
    [InlineData(WebhookParseStatus.Parsed)]
    [InlineData(WebhookParseStatus.Parsed, "3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "another")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "another")]
    public void Parse_Alert_IsIdentifiedByItsSignedId(WebhookParseStatus expected, params string[] ids)
    {
        var headers = WebhookHeaders.From(ids.Select(id => KeyValuePair.Create(CueApiHeaders.AlertId, id)));

        WebhookParseResult<CueApiAlert> result = _provider.Parse(new WebhookPayload(_body, headers));

        result.Status.Should().Be(expected);
        result.Identity.Should().Be(result.IsParsed ? DeliveryIdentity.FromSigned("3f2504e0-4f89-41d3-9a0c-0305e82c3301") : default);
    }

    [Fact]
    public void Parse_AlertWithoutAnId_IsMalformedWhateverTheHeaderSays()
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.AlertId, "a")]);

        _provider.Parse(new WebhookPayload(JsonEdit.Without(_body, "alert_id"), headers)).Reason.Should().Be(WebhookFailureReason.IdentityMissing);
        CueApiAlert.Provider.Parse(new WebhookPayload(ProviderPayloads.CueApi.Read("execution.json"), WebhookHeaders.Empty)).Reason
            .Should().Be(WebhookFailureReason.TypeMissing);
    }
}
