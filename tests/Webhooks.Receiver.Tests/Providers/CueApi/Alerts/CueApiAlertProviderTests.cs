using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiAlertProviderTests
{
    private static readonly WebhookProvider<CueApiAlert> _provider = CueApiAlert.Provider;
    private static readonly byte[] _body = RoomPayloads.CueApiAlerts.Read("verification_failed.json");

    [Fact]
    public void Names_OfAlerts_AreTheirOwn()
    {
        _provider.Name.Should().Be("cueapi-alerts");
        _provider.ConfigurationSection.Should().Be("CueApiAlerts");
        _provider.DefaultPath.Should().Be("/webhooks/cueapi-alerts");
        _provider.Methods.Should().Equal("POST");
        _provider.Scheme.Should().BeSameAs(CueApiEvent.Provider.Scheme);
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

    /// <summary>Computed with Python, as the server signs.</summary>
    [Fact]
    public void Verify_ComputedExample_IsValid()
    {
        byte[] body = """{"alert_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "alert_type": "verification_failed", "created_at": "2026-05-01T00:00:00+00:00", "cue_id": "cue_abc123def456", "execution_id": "550e8400-e29b-41d4-a716-446655440000", "message": "m", "metadata": {}, "severity": "warning"}"""u8.ToArray();
        string secret = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));
        var alerts = new CueApiAlertWebhooks([secret], new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1773392400)));

        alerts.Verify(body, "v1=5a69cc1d3638e1db56e5ee6bcd3bfbecdd433df5afd3ec55c898993020742d16", "1773392400").IsValid.Should().BeTrue();
        CueApiAlertWebhooks.Parse(body).Should().BeOfType<CueApiVerificationFailed>().Which.ExtensionData.Should().BeNull();
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
        CueApiAlert.Provider.Parse(new WebhookPayload(RoomPayloads.CueApi.Read("execution.json"), WebhookHeaders.Empty)).Reason
            .Should().Be(WebhookFailureReason.TypeMissing);
    }
}
