using System.Text.Json;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>CueAPI's alerts as its server writes them (cueapi/cueapi-core app/services/alert_webhook.py), field by field.</summary>
public sealed class CueApiAlertEventTests
{
    private static readonly ProviderPayloads _payloads = ProviderPayloads.CueApiAlerts;

    [Fact]
    public void Parse_VerificationFailed_HasEveryField()
    {
        CueApiVerificationFailed e = Parse<CueApiVerificationFailed>("verification_failed.json");

        e.Type.Should().Be("verification_failed");
        ShouldBeCommon(e);
        e.Severity.Should().Be(CueApiAlertSeverity.Warning);
        e.Message.Should().Be("Execution 550e8400-e29b-41d4-a716-446655440000 reported success but failed verification (required evidence missing).");
        e.Metadata.GetRawText().Should().Be("""{"outcome_state": "verification_failed", "transport": "webhook"}""");
    }

    [Fact]
    public void Parse_ConsecutiveFailures_HasEveryField()
    {
        CueApiConsecutiveFailures e = Parse<CueApiConsecutiveFailures>("consecutive_failures.json");

        e.Type.Should().Be("consecutive_failures");
        ShouldBeCommon(e);
        e.Severity.Should().Be(CueApiAlertSeverity.Warning);
        e.Message.Should().Be("Cue cue_abc123def456 has 3 consecutive failed executions.");
        e.Metadata.GetProperty("consecutive_failures").GetInt32().Should().Be(3);
    }

    [Fact]
    public void Parse_OutcomeTimeout_HasEveryField()
    {
        CueApiOutcomeTimeout e = Parse<CueApiOutcomeTimeout>("outcome_timeout.json");

        e.Type.Should().Be("outcome_timeout");
        ShouldBeCommon(e);
        e.Severity.Should().Be(CueApiAlertSeverity.Critical);
        e.Message.Should().Be("No outcome café ☕");
        e.Metadata.GetRawText().Should().Be("{}");
    }

    /// <summary>The hosted documentation names types that the server does not have.</summary>
    [Fact]
    public void Parse_UnlistedType_IsUnknownWithWhatAllAlertsHave()
    {
        CueApiUnknownAlert e = Parse<CueApiUnknownAlert>("missed_window.unlisted.json");

        (e.Type, e.AlertId, e.Message).Should().Be(("missed_window", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "m"));
        e.Severity.Should().Be(CueApiAlertSeverity.Warning);
        (e.ExecutionId, e.CueId, e.CreatedAt).Should().Be((null, null, null));
        e.Metadata.ValueKind.Should().Be(JsonValueKind.Object);
        e.ReadError.Should().BeNull();
        e.Json.GetProperty("alert_type").GetString().Should().Be("missed_window");
    }

    [Fact]
    public void Parse_NothingButWhatIsNeeded_IsAnAlert()
    {
        CueApiAlert known = CueApiAlertWebhooks.Parse("""{"alert_id":"a","alert_type":"outcome_timeout"}"""u8);
        CueApiAlert unknown = CueApiAlertWebhooks.Parse("""{"alert_id":"a","alert_type":"new"}"""u8);

        foreach (CueApiAlert e in new[] { known, unknown })
        {
            (e.Severity, e.Message, e.ExecutionId, e.CueId, e.CreatedAt).Should().Be((null, null, null, null, null));
            e.Metadata.ValueKind.Should().Be(JsonValueKind.Undefined);
        }
    }

    private static void ShouldBeCommon(CueApiAlert e)
    {
        e.AlertId.Should().Be("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
        e.ExecutionId.Should().Be("550e8400-e29b-41d4-a716-446655440000");
        e.CueId.Should().Be("cue_abc123def456");
        e.CreatedAt!.Value.EqualsExact(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1234560)).Should().BeTrue();
    }

    private static T Parse<T>(string file)
        where T : CueApiAlert => CueApiAlertWebhooks.Parse(_payloads.Read(file)).Should().BeOfType<T>().Which;
}
