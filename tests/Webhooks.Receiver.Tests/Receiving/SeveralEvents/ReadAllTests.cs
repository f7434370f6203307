using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Several events without a host.</summary>
public sealed class ReadAllTests
{
    private static readonly SignedWebhookReader<BundleEvent> _reader = new([Bundle.Secret]);

    [Fact]
    public void ReadAll_OfSeveralEvents_HasAResultForEach()
    {
        IReadOnlyList<WebhookReadResult<BundleEvent>> results = _reader.ReadAll(Bundle.Request(Bundle.BodyOf(["a", "b", "a"])));

        results.Select(result => (result.IsRead, result.Event?.Id)).Should().Equal((true, "a"), (true, "b"), (true, "a"));
        results[0].GetKey("queue").Should().Be(results[2].GetKey("queue")).And.NotBe(results[1].GetKey("queue"));
    }

    [Fact]
    public void ReadAll_OfNoEvents_IsEmpty() => _reader.ReadAll(Bundle.Request(Bundle.BodyOf([]))).Should().BeEmpty();

    [Fact]
    public void ReadAll_OfAForgery_HasOneRefusal() =>
        _reader.ReadAll(Bundle.Request(Bundle.BodyOf(["a"]), "another")).Should().ContainSingle().Which.Failure.Should().Be(SignatureFailure.SignatureMismatch);

    [Theory]
    [InlineData("""{"events":[{"id":"a"},{}]}""", WebhookFailureReason.IdentityMissing)]
    [InlineData("""{"events":1}""", WebhookFailureReason.MemberUnreadable)]
    public void ReadAll_WithAMalformedPart_HasOneRefusal(string body, WebhookFailureReason reason)
    {
        WebhookReadResult<BundleEvent> result = _reader.ReadAll(Bundle.Request(body)).Should().ContainSingle().Subject;

        (result.Status, result.Reason).Should().Be((WebhookReadStatus.Malformed, reason));
    }

    [Fact]
    public void ReadAll_OfAProviderWithOneEvent_HasThat() =>
        new CueWebhooks(CueDelivery.Secret).ReadAll(CueDelivery.Click()).Should().ContainSingle().Which.IsRead.Should().BeTrue();

    [Fact]
    public void Read_OfSeveralEvents_Throws()
    {
        Action read = () => _reader.Read(Bundle.Request(Bundle.BodyOf(["a"])));

        read.Should().Throw<InvalidOperationException>().WithMessage("A delivery from 'bundle' brings several events. Call ReadAll.");
    }
}
