using System.Security.Cryptography;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>What CueAPI's sources get wrong or contradict each other in, by the numbers of the list of traps.</summary>
public sealed class CueApiTrapTests
{
    private const string Time = Sender.Now;

    private static readonly WebhookEndpoint<CueApiEvent> _endpoint = ReceiverHarness.EndpointOf<CueApiEvent>("/webhooks/cueapi");
    private static readonly byte[] _body = ProviderPayloads.CueApi.Read("execution.json");
    private static readonly string _mac = Sender.Hex(Senders.CueApi.Mac(_body));
    private static readonly CueApiWebhooks _cueApi = new([Senders.CueApi.Secret], new ManualTimeProvider());

    [Fact]
    public void Parse_Q1_EnvelopeOrBarePayload_AreBothReadAndTheEnvelopeIsPreferred()
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "550e8400-e29b-41d4-a716-446655440000")]);

        CueApiEvent envelope = CueApiWebhooks.Parse(_body, headers);
        CueApiEvent bare = CueApiWebhooks.Parse("""{"task": "daily-sync"}"""u8, headers);

        (envelope.IsSigned, bare.IsSigned).Should().Be((true, false));
        bare.Payload.GetRawText().Should().Be(envelope.Payload.GetRawText(), "the handler sees the same payload");
    }

    [Fact]
    public void Verify_Q2_OtherBytesOfTheSameJson_AreRefused()
    {
        const string Secret = "whsec_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        var cueApi = new CueApiWebhooks([Secret], new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1773392400)));
        byte[] batch = ProviderPayloads.CueApi.Read("batch.no-event.json");

        cueApi.Verify(JsonEdit.Reversed(_body), "v1=" + _mac, "1773392400").Failure.Should().Be(SignatureFailure.SignatureMismatch);
        cueApi.Verify(batch, "v1=88a0051eed865eeba7e6c7da67a526ab2d064798400c7f55cd4518a1faa3b64e", "1773392400").Failure
            .Should().Be(SignatureFailure.SignatureMismatch, "it was signed with escapes and sent without");
        CueApiWebhooks.TryParse(JsonEdit.Adding(_body, "", "\"execution_id\":\"e-2\""), out _)
            .Should().BeFalse("with two ids, another reader may use the other one");
    }

    [Fact]
    public void Verify_Q3_PrefixOfTheSecret_IsPartOfTheKey()
    {
        const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        byte[] signed = [.. Sender.Utf8(Time + "."), .. _body];
        string Signature(byte[] key) => "v1=" + Sender.Hex(HMACSHA256.HashData(key, signed));
        var cueApi = new CueApiWebhooks(["whsec_" + Hex], new ManualTimeProvider());

        cueApi.Verify(_body, Signature(Sender.Utf8("whsec_" + Hex)), Time).IsValid.Should().BeTrue();
        foreach (byte[] key in new[] { Sender.Utf8(Hex), Convert.FromHexString(Hex), Convert.FromBase64String(Hex) })
        {
            cueApi.Verify(_body, Signature(key), Time).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        }
    }

    [Fact]
    public void Read_Q4_ScheduledFor_IsNotWhenItWasSigned()
    {
        WebhookRequest request = Senders.CueApi.Request(_body, "1710340800", (CueApiHeaders.ScheduledFor, "2026-03-13T09:00:00Z"));
        CueApiWebhooks At(string now) => new([Senders.CueApi.Secret], new ManualTimeProvider(DateTimeOffset.Parse(now, null)));

        At("2024-03-13T14:40:00Z").Read(request).IsRead.Should().BeTrue("it was signed just now, two years before its schedule");
        At("2026-03-13T09:00:00Z").Read(request).Failure.Should().Be(SignatureFailure.TimestampOutsideTolerance);
    }

    [Fact]
    public void Read_Q5_UnsignedBody_IsNotParsed()
    {
        foreach (byte[] body in new[] { _body, "not JSON"u8.ToArray() })
        {
            WebhookReadResult<CueApiEvent> result = _cueApi.Read(new WebhookRequest(
                "POST", "/", [KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1"), KeyValuePair.Create(CueApiHeaders.Timestamp, Time)], body));

            result.Failure.Should().Be(SignatureFailure.SignatureMissing);
            result.Event.Should().BeNull();
        }
    }

    [Fact]
    public void Read_Q6_UnsignedIdBesideASignedOne_DecidesNothing()
    {
        WebhookReadResult<CueApiEvent> none = _cueApi.Read(Senders.CueApi.Request(_body));
        WebhookReadResult<CueApiEvent> replayed = _cueApi.Read(Senders.CueApi.Request(_body, null, (CueApiHeaders.ExecutionId, "fresh")));

        none.Identity.Should().Be(DeliveryIdentity.FromSigned("550e8400-e29b-41d4-a716-446655440000"));
        replayed.Failure.Should().Be(SignatureFailure.IdentityMismatch, "it would be a captured request under a fresh id");
    }

    [Fact]
    public async Task Receive_Q7_Duplicate_IsAcknowledgedOnlyAfterSuccess()
    {
        await using ReceiverHarness harness = Harness();
        WebhookRequest Attempt(string number) => Senders.CueApi.Request(JsonEdit.With(_body, "attempt", number));

        WebhookReceiveResult failed = await Receive(harness, Attempt("1"), _ => throw new InvalidOperationException());
        WebhookReceiveResult retried = await Receive(harness, Attempt("2"), _ => Task.CompletedTask);
        WebhookReceiveResult duplicate = await Receive(harness, Attempt("3"), _ => throw new InvalidOperationException("not again"));

        (failed.Outcome, failed.IsAcknowledged).Should().Be((WebhookOutcome.Failed, false));
        retried.Outcome.Should().Be(WebhookOutcome.Processed);
        (duplicate.Outcome, duplicate.IsAcknowledged).Should().Be((WebhookOutcome.Duplicate, true));
    }

    [Fact]
    public void Sender_Q8_ClientErrors_AreRetriedForExecutions() =>
        CueApiEvent.Provider.Sender.TreatsClientErrorsAsFinal.Should().BeFalse("agent messages, for which they are final, are another surface");

    [Theory]
    [InlineData("+1773424274")]
    [InlineData("-1773424274")]
    [InlineData("1_773_424_274")]
    [InlineData("1773424274.0")]
    [InlineData("01773424274")]
    [InlineData("0x69b44fd2")]
    [InlineData("\u0661\u0667\u0667\u0663\u0664\u0662\u0664\u0662\u0667\u0664")]
    [InlineData("9999999999999999999")]
    [InlineData("999999999999")]
    [InlineData("2026-03-13T17:51:14Z")]
    public void Verify_Q10_TimestampOfAnythingButPlainDigits_IsMalformed(string time)
    {
        string signature = Senders.CueApi.Sign(_body, time).Signature;

        _cueApi.Verify(_body, signature, time).Failure.Should().Be(SignatureFailure.TimestampMalformed, "although it is signed");
    }

    [Fact]
    public void Verify_Q10_SpacesAroundATimestamp_AreNotSigned() =>
        _cueApi.Verify(_body, "v1=" + _mac, $" {Time}\t").IsValid.Should().BeTrue("they are not part of a header's value");

    [Theory]
    [InlineData(CueApiHeaders.Signature, SignatureFailure.SignatureAmbiguous)]
    [InlineData(CueApiHeaders.Timestamp, SignatureFailure.TimestampAmbiguous)]
    public void Read_Q11_HeaderThatTheCuesOwnerSetToo_IsAmbiguous(string header, SignatureFailure expected)
    {
        string value = header == CueApiHeaders.Timestamp ? Time : "v1=" + _mac;

        foreach (string second in new[] { value, "custom" })
        {
            _cueApi.Read(Senders.CueApi.Request(_body, null, (header.ToUpperInvariant(), second))).Failure.Should().Be(expected);
        }
    }

    [Fact]
    public void Read_Q13_FailureWebhook_IsUnsignedAndRefused()
    {
        byte[] body = ProviderPayloads.CueApi.Read("cue.failed.no-event.json");

        _cueApi.Read(new WebhookRequest("POST", "/", [KeyValuePair.Create("Content-Type", "application/json")], body)).Failure
            .Should().Be(SignatureFailure.SignatureMissing);
        _cueApi.Read(Senders.CueApi.Request(body)).Status.Should().Be(WebhookReadStatus.Malformed, "even signed it is no execution");
    }

    [Theory]
    [InlineData("X-Cue-Signature", "X-Cue-Timestamp")]
    [InlineData("X-CueAPI-Alert-Signature", "X-CueAPI-Alert-Timestamp")]
    [InlineData("X-Cueapi-Signature-256", "X-Cueapi-Signature-Timestamp")]
    public void Read_Q14_HeadersThatOnlyDocumentsName_AreNotLookedAt(string signature, string timestamp) => _cueApi.Read(new WebhookRequest(
        "POST", "/", [KeyValuePair.Create(signature, "v1=" + _mac), KeyValuePair.Create(timestamp, Time)], _body)).Failure
        .Should().Be(SignatureFailure.SignatureMissing);

    [Fact]
    public void Read_Q15_DeliveryQueuedBeforeTheSecretChanged_IsRead()
    {
        var cueApi = new CueApiWebhooks(["whsec_the-new", Senders.CueApi.Secret], new ManualTimeProvider());

        cueApi.Read(Senders.CueApi.Request(_body)).IsRead.Should().BeTrue();
    }

    [Fact]
    public void Sender_Q16_EveryDocumentedSchedule_IsWithinTheWindow()
    {
        int[][] minutes = [[1, 5], [1, 5, 15], [5, 10, 20], [1, 2, 4]];

        foreach (int[] waits in minutes)
        {
            CueApiEvent.Provider.Sender.LongestRetryWindow.Should().BeGreaterThan(TimeSpan.FromMinutes(waits.Sum()));
            CueApiEvent.Provider.Sender.ShortestRetryWindow.Should().BeLessThanOrEqualTo(TimeSpan.FromMinutes(waits[0]));
        }
    }

    [Fact]
    public async Task Receive_Q17_WorkLongerThanTheDeadline_KeepsItsClaim()
    {
        await using ReceiverHarness harness = Harness();
        var work = new TaskCompletionSource();
        TimeSpan lease = CueApiEvent.Provider.Sender.DefaultLease;

        Task<WebhookReceiveResult> first = Receive(harness, Senders.CueApi.Request(_body), _ => work.Task).AsTask();
        for (int renewals = 1; renewals <= 6; renewals++)
        {
            harness.Clock.Advance(lease / 3);
            await Eventually.Holds(() => harness.Renewals >= renewals, "a renewal");
        }

        WebhookReceiveResult retry = await Receive(
            harness, Senders.CueApi.Request(_body, "1773424334"), _ => throw new InvalidOperationException("It is being handled."));
        work.SetResult();

        retry.Outcome.Should().Be(WebhookOutcome.InProgress, "the sender gave up waiting after 30 s and sent it again");
        (await Eventually.Ends(new ValueTask<WebhookReceiveResult>(first))).Outcome.Should().Be(WebhookOutcome.Processed);
    }

    private static ReceiverHarness Harness() => new(settings: new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });

    private static ValueTask<WebhookReceiveResult> Receive(ReceiverHarness harness, WebhookRequest request, Func<CueApiEvent, Task> handler) =>
        harness.ReceiveAt<CueApiEvent>(_endpoint, new BufferedSource(request), (e, _) => handler(e));
}
