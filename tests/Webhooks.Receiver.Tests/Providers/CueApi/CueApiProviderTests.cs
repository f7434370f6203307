using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

public sealed class CueApiProviderTests
{
    private static readonly WebhookProvider<CueApiEvent> _provider = CueApiEvent.Provider;

    [Fact]
    public void Names_AsDocumented_AreCueApis()
    {
        _provider.Name.Should().Be("cueapi");
        _provider.ConfigurationSection.Should().Be("CueApi");
        _provider.DefaultPath.Should().Be("/webhooks/cueapi");
        _provider.Methods.Should().Equal("POST", "PUT", "PATCH");
        _provider.MediaTypes.Should().BeSameAs(WebhookMediaTypes.Json);
        _provider.EventType.Should().Be<CueApiEvent>();
        CueApiEvent.Provider.Should().BeSameAs(_provider, "it is always the same object");
    }

    [Fact]
    public void Scheme_AsDocumented_SignsTimeAndBody()
    {
        SignatureScheme scheme = _provider.Scheme!;

        scheme.Header.Should().Be("X-CueAPI-Signature").And.Be(CueApiHeaders.Signature);
        scheme.Format.Prefix.Should().Be("v1=");
        scheme.Format.IsPrefixOptional.Should().BeFalse();
        scheme.Format.Separator.Should().BeNull();
        scheme.Encoding.Should().Be(SignatureEncoding.Hex);
        scheme.SecretEncoding.Should().BeSameAs(SecretEncoding.Utf8);
        scheme.SignedContent.Should().HaveCount(3);
        (scheme.SignedContent[0], scheme.SignedContent[2]).Should().Be((SignedPart.Timestamp, SignedPart.Body));
        scheme.Timestamp!.Header.Should().Be("X-CueAPI-Timestamp").And.Be(CueApiHeaders.Timestamp);
        scheme.Timestamp.Formats.Should().Be(TimestampFormats.UnixSeconds);
        scheme.Timestamp.Tolerance.Should().Be(TimeSpan.FromSeconds(300));
        scheme.IdHeader.Should().BeNull("the id's header is not signed");
    }

    [Fact]
    public void Sender_AsDecided_HasTheseNumbers()
    {
        SenderBehavior sender = _provider.Sender;

        sender.Deadline.Should().Be(TimeSpan.FromSeconds(30));
        sender.LongestRetryWindow.Should().Be(TimeSpan.FromHours(24));
        sender.IsLongestRetryWindowDocumented.Should().BeFalse("schedules are the user's");
        sender.DefaultLease.Should().Be(TimeSpan.FromSeconds(30)).And.BeLessThanOrEqualTo(sender.ShortestRetryWindow / 2);
    }

    [Fact]
    public void Headers_AsDocumented_HaveTheseNames() =>
        new[] { CueApiHeaders.CueId, CueApiHeaders.ExecutionId, CueApiHeaders.ScheduledFor, CueApiHeaders.Attempt }
            .Should().Equal("X-CueAPI-Cue-Id", "X-CueAPI-Execution-Id", "X-CueAPI-Scheduled-For", "X-CueAPI-Attempt");

    [Fact]
    public void Provider_WithAPayload_IsCueApiAllTheSame()
    {
        WebhookProvider<CueApiEvent<DailySync>> typed = CueApiEvent<DailySync>.Provider;

        typed.Name.Should().Be(_provider.Name);
        typed.ConfigurationSection.Should().Be(_provider.ConfigurationSection);
        typed.DefaultPath.Should().Be(_provider.DefaultPath);
        typed.Methods.Should().Equal(_provider.Methods);
        typed.Scheme.Should().BeSameAs(_provider.Scheme);
        typed.Sender.Should().Be(_provider.Sender);
        typed.EventType.Should().Be<CueApiEvent<DailySync>>();
        CueApiEvent<DailySync>.Provider.Should().BeSameAs(typed);
    }

    [Fact]
    public void Parse_Envelope_IsIdentifiedByTheSignedExecutionId()
    {
        WebhookParseResult<CueApiEvent> result =
            _provider.Parse(new WebhookPayload(ProviderPayloads.CueApi.Read("execution.json"), WebhookHeaders.Empty));

        result.Identity.Should().Be(DeliveryIdentity.FromSigned("550e8400-e29b-41d4-a716-446655440000"));
        result.Identity.IsAuthenticated.Should().BeTrue();
        result.Attempt.Should().Be(1);
        result.OccurredAt.Should().BeNull("the schedule is not when anything happened");
    }

    [Fact]
    public void Parse_BarePayload_IsIdentifiedByTheUnsignedHeader()
    {
        WebhookParseResult<CueApiEvent> result = Bare("e-1");

        result.Identity.Should().Be(DeliveryIdentity.FromUnsigned("e-1")).And.NotBe(DeliveryIdentity.FromSigned("e-1"));
        result.Identity.IsAuthenticated.Should().BeFalse();
    }

    [Fact]
    public void Parse_BarePayloadWithNoneOrTwoOrBlankIds_IsMalformed()
    {
        foreach (string[] ids in new string[][] { [], [""], [" \t"], ["e-1", "e-1"], ["e-1", "e-2"], ["e-1", ""], ["\0"], ["\uFEFFe-1"], ["\ud800"] })
        {
            Bare(ids).Status.Should().Be(WebhookParseStatus.Malformed, "of {0} ids", ids.Length);
        }
    }

    [Theory]
    [InlineData(WebhookParseStatus.Parsed)]
    [InlineData(WebhookParseStatus.Parsed, "e-1")]
    [InlineData(WebhookParseStatus.Parsed, " e-1\t")]
    [InlineData(WebhookParseStatus.Parsed, "e-1", "e-1")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "e-2")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "E-1")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "e-1", "e-2")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "e-2", "e-1")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "e-1, e-1")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "e-1 x")]
    [InlineData(WebhookParseStatus.IdentityMismatch, "\u00a0e-1")]
    public void Parse_EnvelopeBesideHeaderIds_HasToBeTheOneThatIsSigned(WebhookParseStatus expected, params string[] ids)
    {
        byte[] body = JsonEdit.With(ProviderPayloads.CueApi.Read("execution.json"), "execution_id", "\"e-1\"");

        WebhookParseResult<CueApiEvent> result = _provider.Parse(new WebhookPayload(body, Headers(ids)));

        result.Status.Should().Be(expected);
        result.Identity.Should().Be(expected == WebhookParseStatus.Parsed ? DeliveryIdentity.FromSigned("e-1") : default);
    }

    [Fact]
    public void Parse_UnreadableEnvelopeBesideAnotherHeaderId_IsRefusedAllTheSame()
    {
        byte[] body = JsonEdit.With(ProviderPayloads.CueApi.Read("execution.json"), "name", "[]");

        _provider.Parse(new WebhookPayload(body, Headers("e-2"))).Status.Should().Be(WebhookParseStatus.IdentityMismatch);
    }

    private static WebhookParseResult<CueApiEvent> Bare(params string[] ids) =>
        _provider.Parse(new WebhookPayload(ProviderPayloads.CueApi.Read("payload.bare.json"), Headers(ids)));

    private static WebhookHeaders Headers(params string[] ids) =>
        WebhookHeaders.From(ids.Select(id => KeyValuePair.Create(CueApiHeaders.ExecutionId, id)));
}
