namespace Webhooks.Receiver.Tests;

public sealed class SignatureHeadersTests
{
    private static readonly WebhookHeaders _all = WebhookHeaders.From(
    [
        KeyValuePair.Create("WEBHOOK-SIGNATURE", "v1,x"), KeyValuePair.Create("Webhook-Timestamp", "1"),
        KeyValuePair.Create("webhook-id", "msg_1"), KeyValuePair.Create("cue-signature", "y"),
    ]);

    [Fact]
    public void Of_SchemeWithAllThree_TakesThem()
    {
        var headers = SignatureHeaders.From(Senders.StandardWebhooks.Scheme, _all);

        headers.Signature.Should().Equal("v1,x");
        headers.Timestamp.Should().Equal("1");
        headers.Id.Should().Equal("msg_1");
    }

    [Fact]
    public void Of_SchemeWithSignatureOnly_LeavesTheOthersAlone()
    {
        var headers = SignatureHeaders.From(Senders.Cue.Scheme, _all);

        headers.Signature.Should().Equal("y");
        headers.Timestamp.Should().BeEmpty();
        headers.Id.Should().BeEmpty();
    }

    [Fact]
    public void From_SchemeThatSignsMore_TakesTheRestToo()
    {
        var scheme = new SignatureScheme { Header = "cue-signature", SignedContent = [SignedPart.Method, SignedPart.Body] };

        var headers = SignatureHeaders.From(scheme, _all, "POST", "https://h/");
        var plain = SignatureHeaders.From(Senders.Cue.Scheme, _all, "POST", "https://h/");

        (headers.All, headers.Method, headers.Url).Should().Be((_all, "POST", "https://h/"));
        (plain.All, plain.Method, plain.Url).Should().Be((null, null, null), "a scheme of headers and body needs none of it");
        headers.ToString().Should().Be(nameof(SignatureHeaders));
    }

    [Theory]
    [InlineData("cue-signature", "cue-signature", null, "y", "1")]
    [InlineData("absent", "cue-signature", null, "y", "1")]
    [InlineData("absent", "cue-signature", "webhook-id", "y", "msg_1")]
    [InlineData("absent", "absent too", "webhook-id", "", "msg_1")]
    [InlineData("webhook-signature", "cue-signature", "webhook-id", "v1,x", "1")]
    public void From_SchemeWithAlternativeNames_TakesThemIfTheSignatureIsAbsent(
        string header, string alternative, string? alternativeTime, string signature, string time)
    {
        var scheme = new SignatureScheme
        {
            Header = header,
            AlternativeHeader = alternative,
            AlternativeTimestampHeader = alternativeTime,
            Timestamp = SignatureTimestamp.InHeader("webhook-timestamp"),
            SignedContent = [SignedPart.Timestamp, SignedPart.Body],
        };

        var headers = SignatureHeaders.From(scheme, _all);

        headers.Signature.ToString().Should().Be(signature);
        headers.Timestamp.ToString().Should().Be(time);
    }

    [Fact]
    public void Of_Null_Throws()
    {
        Action noScheme = () => SignatureHeaders.From(null!, _all);
        Action noHeaders = () => SignatureHeaders.From(Senders.Cue.Scheme, null!);

        noScheme.Should().Throw<ArgumentNullException>();
        noHeaders.Should().Throw<ArgumentNullException>();
    }
}
