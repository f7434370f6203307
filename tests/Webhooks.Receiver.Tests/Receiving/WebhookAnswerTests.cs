namespace Webhooks.Receiver.Tests;

public sealed class WebhookAnswerTests
{
    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public void Status_ThatAllowsNoBody_IsRefusedWithOne(int status)
    {
        string expected = $"An answer with the status {status} has no body (RFC 9110 section 15). Use Status. (Parameter 'statusCode')";

        ((Func<WebhookAnswer>)(() => WebhookAnswer.Text("a", status))).Should().Throw<ArgumentException>().WithMessage(expected);
        ((Func<WebhookAnswer>)(() => WebhookAnswer.Text("", status))).Should().Throw<ArgumentException>("a server refuses to write no bytes too");
        ((Func<WebhookAnswer>)(() => WebhookAnswer.Json("{}"u8.ToArray(), status))).Should().Throw<ArgumentException>().WithMessage(expected);
        WebhookAnswer.Status(status).StatusCode.Should().Be(status);
    }

    [Theory]
    [InlineData(199)]
    [InlineData(600)]
    public void Status_OutOfRange_IsRefused(int status) =>
        ((Func<WebhookAnswer>)(() => WebhookAnswer.Status(status))).Should().Throw<ArgumentOutOfRangeException>();
}
