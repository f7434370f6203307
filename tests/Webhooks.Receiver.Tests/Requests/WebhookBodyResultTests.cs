namespace Webhooks.Receiver.Tests;

public sealed class WebhookBodyResultTests
{
    [Theory]
    [InlineData(WebhookOutcome.Unavailable, WebhookFailureReason.Unspecified)]
    [InlineData(WebhookOutcome.Unavailable, WebhookFailureReason.BodyChanged)]
    [InlineData(WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping)]
    [InlineData(WebhookOutcome.Unavailable, WebhookFailureReason.StoreFailed)]
    [InlineData(WebhookOutcome.Unavailable, WebhookFailureReason.StoreTimedOut)]
    public void Refused_Unavailable_HasTheReason(WebhookOutcome outcome, WebhookFailureReason reason)
    {
        var result = WebhookBodyResult.Refused(outcome, reason);

        (result.IsRead, result.Refusal, result.Reason).Should().Be((false, outcome, reason));
    }

    [Theory]
    [InlineData(WebhookOutcome.Unavailable, WebhookFailureReason.NotJson)]
    [InlineData(WebhookOutcome.Unavailable, WebhookFailureReason.HandlerThrew)]
    [InlineData(WebhookOutcome.Unavailable, WebhookFailureReason.StoreFull)]
    [InlineData(WebhookOutcome.BodyTooLarge, WebhookFailureReason.BodyChanged)]
    [InlineData(WebhookOutcome.BodyTimeout, WebhookFailureReason.StoreTimedOut)]
    public void Refused_ReasonThatTheOutcomeDoesNotHave_Throws(WebhookOutcome outcome, WebhookFailureReason reason) =>
        FluentActions.Invoking(() => WebhookBodyResult.Refused(outcome, reason)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(reason));

    [Fact]
    public void Refused_OtherOutcomes_HaveNoReason()
    {
        WebhookBodyResult.Refused(WebhookOutcome.BodyTooLarge).Reason.Should().BeNull();
        WebhookBodyResult.Refused(WebhookOutcome.BodyTimeout).Reason.Should().BeNull();
        default(WebhookBodyResult).Reason.Should().BeNull();
    }
}
