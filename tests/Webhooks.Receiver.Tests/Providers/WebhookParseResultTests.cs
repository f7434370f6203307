using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookParseResultTests
{
    private static readonly CueEvent _event = new CueUnknownEvent("t") { Id = "evt_1", Json = default };

    [Fact]
    public void Parsed_WithIdentity_HasTheEvent()
    {
        var result = WebhookParseResult<CueEvent>.Parsed(_event, DeliveryIdentity.FromSigned("evt_1"), DateTimeOffset.UnixEpoch, 2);

        result.IsParsed.Should().BeTrue();
        result.Status.Should().Be(WebhookParseStatus.Parsed);
        result.Event.Should().BeSameAs(_event);
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("evt_1"));
        result.OccurredAt.Should().Be(DateTimeOffset.UnixEpoch);
        result.Attempt.Should().Be(2);
    }

    [Fact]
    public void Parsed_WithoutIdentity_IsMalformed()
    {
        WebhookParseResult<CueEvent>.Parsed(_event, default, DateTimeOffset.UnixEpoch, 2)
            .Should().Be(WebhookParseResult<CueEvent>.Malformed(WebhookFailureReason.IdentityMissing));
    }

    [Fact]
    public void Malformed_WithoutAReason_IsUnspecified()
    {
        var result = WebhookParseResult<CueEvent>.Malformed();

        result.Status.Should().Be(WebhookParseStatus.Malformed);
        result.Reason.Should().Be(WebhookFailureReason.Unspecified);
    }

    [Fact]
    public void Malformed_ReasonForAnotherOutcome_Throws()
    {
        WebhookFailureReason[] accepted =
            [.. Enum.GetValues<WebhookFailureReason>().Append((WebhookFailureReason)99).Where(reason => !Throws(() => WebhookParseResult<CueEvent>.Malformed(reason)))];

        accepted.Should().Equal(
            WebhookFailureReason.Unspecified, WebhookFailureReason.NotJson, WebhookFailureReason.NotAnObject, WebhookFailureReason.TypeMissing,
            WebhookFailureReason.IdentityMissing, WebhookFailureReason.DuplicateMember, WebhookFailureReason.TooDeep,
            WebhookFailureReason.TooManyEvents, WebhookFailureReason.MemberUnreadable);
    }

    [Fact]
    public void Parsed_WithoutEvent_Throws()
    {
        Action parsed = () => WebhookParseResult<CueEvent>.Parsed(null!, DeliveryIdentity.FromBody([]));

        parsed.Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void IdentityMismatch_Always_HasNoEvent()
    {
        WebhookParseResult<CueEvent> result = WebhookParseResult<CueEvent>.IdentityMismatch;

        result.IsParsed.Should().BeFalse();
        result.Status.Should().Be(WebhookParseStatus.IdentityMismatch);
        result.Event.Should().BeNull();
        result.Identity.IsNone.Should().BeTrue();
    }

    private static bool Throws(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (ArgumentOutOfRangeException)
        {
            return true;
        }
    }
}
