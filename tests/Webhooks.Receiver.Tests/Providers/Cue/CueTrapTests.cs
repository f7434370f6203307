using Microsoft.Extensions.Primitives;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>What the published samples do wrong, by the numbers of the list of traps.</summary>
public sealed class CueTrapTests
{
    private static readonly byte[] _body = CuePayloads.AdClick;
    private static readonly string _hex = Sender.Hex(Senders.Cue.Mac(_body));
    private static readonly CueWebhooks _cue = new(Senders.Cue.Secret);

    [Fact]
    public void Verify_C1_DigestOfAnyOtherLength_IsMalformedInsteadOfThrowing()
    {
        for (int length = 0; length <= 130; length++)
        {
            string digest = (_hex + _hex + _hex)[..length];

            _cue.Verify(_body, "sha256=" + digest).Failure
                .Should().Be(length == 64 ? null : SignatureFailure.SignatureMalformed, "of {0} digits", length);
        }
    }

    [Fact]
    public void Verify_C2_MissingEmptyOrRepeatedHeader_IsRefusedInsteadOfThrowing()
    {
        _cue.Verify(_body, (string?)null).Failure.Should().Be(SignatureFailure.SignatureMissing);
        _cue.Verify(_body, "").Failure.Should().Be(SignatureFailure.SignatureMissing);
        _cue.Verify(_body, " \t").Failure.Should().Be(SignatureFailure.SignatureMissing);
        _cue.Verify(_body, WebhookHeaders.Empty).Failure.Should().Be(SignatureFailure.SignatureMissing);
        _cue.Verify(BodyPieces.Cut(_body, 9), WebhookHeaders.Empty).Failure.Should().Be(SignatureFailure.SignatureMissing);
        _cue.Verify(_body, WebhookHeaders.From([KeyValuePair.Create("signature", "sha256=" + _hex)])).Failure
            .Should().Be(SignatureFailure.SignatureMissing);
        Senders.Cue.Verifier().Verify(_body, new SignatureHeaders(new StringValues([_hex, _hex]))).Failure
            .Should().Be(SignatureFailure.SignatureAmbiguous);
        _cue.Verify(_body, $"{_hex}, {_hex}").Failure.Should().Be(SignatureFailure.SignatureMalformed, "a proxy may join two headers");
    }

    [Fact]
    public void Constructor_C3_MissingOrEmptySecret_Throws()
    {
        foreach (string? secret in new[] { null, "", " ", "\t\n" })
        {
            Func<CueWebhooks> make = () => new CueWebhooks(secret!);

            make.Should().Throw<ArgumentException>();
        }
    }

    [Fact]
    public void Verify_C4_BadCharacterInTheDigest_IsMalformedInsteadOfTruncating()
    {
        for (int at = 0; at < _hex.Length; at++)
        {
            _cue.Verify(_body, $"sha256={_hex[..at]}g{_hex[(at + 1)..]}").Failure.Should().Be(SignatureFailure.SignatureMalformed);
            _cue.Verify(_body, $"sha256={_hex[..at]} {_hex[at..]}").IsValid.Should().Be(false);
        }

        _cue.Verify(_body, $"sha256={_hex}zz").Failure.Should().Be(SignatureFailure.SignatureMalformed);
        _cue.Verify(_body, $"sha256={_hex}\r\n").Failure.Should().Be(SignatureFailure.SignatureMalformed);
    }

    [Fact]
    public void Verify_C5_Prefix_IsStrippedOnceAndOnlyAtTheFront()
    {
        _cue.Verify(_body, "sha256=" + _hex).IsValid.Should().BeTrue();
        _cue.Verify(_body, _hex).IsValid.Should().BeTrue("the samples accept a bare digest");
        _cue.Verify(_body, _hex + "sha256=").Failure.Should().Be(SignatureFailure.SignatureMalformed);
        _cue.Verify(_body, $"{_hex[..32]}sha256={_hex[32..]}").Failure.Should().Be(SignatureFailure.SignatureMalformed);
        _cue.Verify(_body, "sha256=sha256=" + _hex).Failure.Should().Be(SignatureFailure.SignatureMalformed);
        _cue.Verify(_body, "SHA256=" + _hex).Failure.Should().Be(SignatureFailure.SignatureMalformed);
        _cue.Verify(_body, "sha1=" + _hex).Failure.Should().Be(SignatureFailure.SignatureMalformed);
    }

    [Fact]
    public void Verify_C6_BytesThatAreNoText_AreVerifiedAsTheyAre()
    {
        byte[] bytes = [.. "{\"id\":\""u8, 0xff, 0xc3, 0x28, 0x00, .. "\"}"u8];
        SignedDelivery delivery = Senders.Cue.Sign(bytes);
        byte[] throughText = Sender.Utf8(System.Text.Encoding.UTF8.GetString(bytes));

        throughText.Should().NotEqual(bytes);
        _cue.Verify(bytes, delivery.Signature).IsValid.Should().BeTrue();
        _cue.Verify(throughText, delivery.Signature).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        _cue.Verify(_body, "sha256=\u0661" + _hex[1..]).Failure.Should().Be(SignatureFailure.SignatureMalformed, "of a digit beyond ASCII");
    }

    [Fact]
    public void Read_C10_OldEventSentAgain_IsReadWithTheSameIdentity()
    {
        SignedDelivery delivery = Senders.Cue.Sign(JsonEdit.With(_body, "created", "\"2001-01-01T00:00:00Z\""));
        WebhookRequest request = new(
            "POST", "/webhooks/cue", [KeyValuePair.Create("cue-signature", delivery.Signature)], delivery.Body);

        WebhookReadResult<CueEvent> first = _cue.Read(request);
        WebhookReadResult<CueEvent> again = _cue.Read(request);

        first.IsRead.Should().BeTrue("a limit on the age would refuse the last retry");
        again.Identity.Should().Be(first.Identity, "deduplication is what stops a replay");
        first.Identity.IsAuthenticated.Should().BeTrue();
    }

    [Fact]
    public void Read_C14_UnknownTypeThatIsAuthentic_IsRead()
    {
        SignedDelivery delivery = Senders.Cue.Sign("""{"id":"evt_1","type":"webhook.test"}""");
        WebhookRequest request = new(
            "POST", "/webhooks/cue", [KeyValuePair.Create("cue-signature", delivery.Signature)], delivery.Body);

        WebhookReadResult<CueEvent> result = _cue.Read(request);

        result.Status.Should().Be(WebhookReadStatus.Read);
        result.Event.Should().BeOfType<CueUnknownEvent>().Which.ReadError.Should().BeNull();
    }

    [Fact]
    public void Parse_C16_RatesAndMoney_AreDecimalsInTheUnitsOfTheWire()
    {
        byte[] body = JsonEdit.With(CuePayloads.Read("campaign.budget_exhausted.json"), "data/spent", "10000.10");

        CueCampaignBudgetExhausted e = CueWebhooks.Parse(body).Should().BeOfType<CueCampaignBudgetExhausted>().Which;
        CueCampaignPerformance performance = e.Data.Performance!;

        performance.Ctr.Should().Be(100m * performance.Clicks / performance.Impressions, "it is a percentage");
        performance.AverageCpb.Should().Be(e.Data.Budget / performance.Clicks);
        (e.Data.Spent - e.Data.Budget).Should().Be(0.10m, "binary floating point would not say so");
    }
}
