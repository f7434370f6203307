using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Testing.Tests;

public sealed class CueApiSamplePayloadsTests
{
    [Fact]
    public void Execution_HasTheMembersOfTheServersEnvelope()
    {
        byte[] body = CueApiSamplePayloads.Execution("550e8400-e29b-41d4-a716-446655440000");

        // cueapi/cueapi-core app/services/webhook.py, with the ids of CueAPI's page "Webhook Setup"
        var e = CueApiWebhooks.Parse(body).Should().BeOfType<CueApiExecution>().Subject;
        (e.ExecutionId, e.CueId).Should().Be(("550e8400-e29b-41d4-a716-446655440000", "cue_abc123def456"));
        (e.Name, e.Attempt).Should().Be(("daily-sync", 1));
        e.ScheduledFor.Should().Be(new DateTimeOffset(2026, 3, 13, 9, 0, 0, TimeSpan.Zero));
        e.Payload.GetRawText().Should().Be("""{"task": "daily-sync"}""");
        e.IsSigned.Should().BeTrue();
        e.ExtensionData.Should().BeNullOrEmpty();
    }

    [Fact]
    public void Execution_WithoutAnId_HasAUuid() => Guid.TryParse(CueApiWebhooks.Parse(CueApiSamplePayloads.Execution()).ExecutionId, out _).Should().BeTrue();

    [Fact]
    public void Create_Execution_IsWhatItsOwnMethodGives() =>
        CueApiSamplePayloads.Create("execution", "1").Should().Equal(CueApiSamplePayloads.Execution("1"));

    [Fact]
    public void EventTypes_IsTheTypeThatEventsHave() =>
        CueApiSamplePayloads.EventTypes.Should().Equal(CueApiWebhooks.Parse(CueApiSamplePayloads.Execution()).Type);
}
