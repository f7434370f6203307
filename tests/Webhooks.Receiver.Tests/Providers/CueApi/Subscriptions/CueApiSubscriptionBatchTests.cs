using System.Security.Cryptography;
using System.Text;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>CueAPI's event batches: signed in ASCII, sent in UTF-8, and split into their events.</summary>
public sealed class CueApiSubscriptionBatchTests
{
    private const string Time = "1773392400";
    private const string Signature = "v1=88a0051eed865eeba7e6c7da67a526ab2d064798400c7f55cd4518a1faa3b64e";

    private static readonly string _secret = "whsec_" + string.Concat(Enumerable.Repeat("0123456789abcdef", 4));
    private static readonly byte[] _batch = ProviderPayloads.CueApiSubscriptions.Read("batch.no-event.json");

    private static readonly CueApiSubscriptionWebhooks _batches =
        new([_secret], new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1773392400)));

    [Fact]
    public void Provider_OfBatches_HasNamesAndASenderOfItsOwn()
    {
        WebhookProvider<CueApiSubscriptionEvent> provider = CueApiSubscriptionEvent.Provider;

        (provider.Name, provider.ConfigurationSection, provider.DefaultPath)
            .Should().Be(("cueapi-subscriptions", "CueApiSubscriptions", "/webhooks/cueapi-subscriptions"));
        provider.BringsSeveralEvents.Should().BeTrue();
        provider.Sender.Deadline.Should().Be(TimeSpan.FromSeconds(30));
        provider.Sender.TreatsClientErrorsAsFinal.Should().BeFalse("it comes again until a 2xx");
        provider.Headers.Should().Equal("X-CueAPI-Event-Count");
    }

    /// <summary>Computed with Python, over the escape sequence of é.</summary>
    [Fact]
    public void Verify_ComputedExample_IsValidHoweverItArrives()
    {
        _batches.Verify(_batch, Signature, Time).IsValid.Should().BeTrue();
        _batches.Verify(_batch, "v1=cf26eb944d19cfb9465b51957995319731c895fcae87a9c5404f05a970579c16", Time).Failure
            .Should().Be(SignatureFailure.SignatureMismatch, "that is the MAC of the bytes as they are sent");
        for (int cut = 0; cut <= _batch.Length; cut++)
        {
            _batches.Verify(BodyPieces.Cut(_batch, cut), Signature, Time).IsValid.Should().BeTrue("of two pieces, cut at {0}", cut);
        }

        _batches.Verify(BodyPieces.Cut(_batch, [.. Enumerable.Range(1, _batch.Length - 1)]), Signature, Time).IsValid.Should().BeTrue("of single bytes");
    }

    [Fact]
    public void Verify_AnyByteChanged_IsRefused()
    {
        for (int i = 0; i < _batch.Length; i++)
        {
            byte[] changed = [.. _batch];
            changed[i] ^= 1;
            _batches.Verify(changed, Signature, Time).IsValid.Should().BeFalse("byte {0} was changed", i);
            _batches.Verify(_batch.AsSpan(0, i), Signature, Time).IsValid.Should().BeFalse("it was cut at {0}", i);
        }
    }

    /// <summary>A literal character and its escape sequence are the same value, and the same signed bytes.</summary>
    [Fact]
    public void Verify_LiteralSwappedForItsEscape_IsTheSameEvent()
    {
        byte[] swapped = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_batch).Replace("é", "\\u00e9", StringComparison.Ordinal));

        _batches.Verify(swapped, Signature, Time).IsValid.Should().BeTrue();
        Read(swapped).Should().BeEquivalentTo(Read(_batch), "no value changes");
    }

    [Theory]
    [InlineData("61 7f 62", "a\\u007fb")]
    [InlineData("00 1f 20 7e", "\\u0000\\u001f ~")]
    [InlineData("0a 0d 09", "\\u000a\\u000d\\u0009")]
    [InlineData("c2 80 df bf", "\\u0080\\u07ff")]
    [InlineData("e0 a0 80 ef bf bf", "\\u0800\\uffff")]
    [InlineData("f0 90 80 80 f4 8f bf bf", "\\ud800\\udc00\\udbff\\udfff")]
    [InlineData("5c 22 2f", "\\\"/")]
    [InlineData("", "")]
    public void Verify_Bytes_AreSignedAsTheirEscapes(string hex, string ascii)
    {
        byte[] body = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        _batches.Verify(body, "v1=" + Mac(ascii), Time).IsValid.Should().BeTrue();
        _batches.Verify(BodyPieces.Cut(body, [.. Enumerable.Range(1, Math.Max(0, body.Length - 1))]), "v1=" + Mac(ascii), Time).IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("c3")]
    [InlineData("c3 28")]
    [InlineData("e2 82")]
    [InlineData("f0 9f 98")]
    [InlineData("ed a0 80")]
    [InlineData("c0 80")]
    [InlineData("f4 90 80 80")]
    public void Verify_BytesThatAreNoUtf8_AreRefused(string hex)
    {
        byte[] body = [.. "ab"u8, .. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))];

        foreach (string ascii in new[] { "ab", "ab\\ufffd", Encoding.Latin1.GetString(body) })
        {
            _batches.Verify(body, "v1=" + Mac(ascii), Time).IsValid.Should().BeFalse();
            _batches.Verify(BodyPieces.Cut(body, [.. Enumerable.Range(1, body.Length - 1)]), "v1=" + Mac(ascii), Time).IsValid.Should().BeFalse();
        }
    }

    [Fact]
    public void ReadAll_Batch_HasItsEventsInOrderWithTheIdsOfTheBatch()
    {
        CueApiSubscriptionEvent[] events = Read(Encoding.UTF8.GetBytes(
            """{"subscription_id": "s", "events": [ {"id": 1, "event_type": "turn.pass"} , {"id": 2, "event_type": "x", "delivery_id": "own"}, {"id": 3, "event_type": "turn.pass", "payload": {"subscription_id": 1}}], "delivery_id": "d", "more": 1}"""));

        events.Select(e => (e.Id, e.DeliveryId, e.SubscriptionId)).Should().Equal(("1", "d", "s"), ("2", "own", "s"), ("3", "d", "s"));
        events[1].Should().BeOfType<CueApiUnknownSubscriptionEvent>().Which.Json.GetRawText()
            .Should().Be("""{"id": 2, "event_type": "x", "delivery_id": "own","subscription_id":"s"}""");
        Read("""{"events": []}"""u8.ToArray()).Should().BeEmpty();
        Read("""{"events": [{"event_type":"turn.pass","id":1}]}"""u8.ToArray()).Single().DeliveryId.Should().BeNull();
    }

    [Theory]
    [InlineData("[]", WebhookFailureReason.NotAnObject)]
    [InlineData("{", WebhookFailureReason.NotJson)]
    [InlineData("{}", WebhookFailureReason.MemberUnreadable)]
    [InlineData("{\"events\": null}", WebhookFailureReason.MemberUnreadable)]
    [InlineData("{\"events\": {}}", WebhookFailureReason.MemberUnreadable)]
    [InlineData("{\"events\": [7]}", WebhookFailureReason.NotAnObject)]
    [InlineData("{\"events\": [{}]}", WebhookFailureReason.TypeMissing)]
    [InlineData("{\"events\": [{\"id\": 1}]}", WebhookFailureReason.TypeMissing)]
    [InlineData("{\"events\": [{\"event_type\": \"turn.pass\"}]}", WebhookFailureReason.IdentityMissing)]
    [InlineData("{\"events\": [], \"events\": []}", WebhookFailureReason.DuplicateMember)]
    [InlineData("{\"events\": [], \"x\": {\"a\": 1, \"a\": 1}}", WebhookFailureReason.DuplicateMember)]
    [InlineData("{\"events\": [{\"id\": 1, \"id\": 2, \"event_type\": \"turn.pass\"}]}", WebhookFailureReason.DuplicateMember)]
    public void ReadAll_BodyThatIsNoBatch_IsMalformedAsAWhole(string body, WebhookFailureReason reason)
    {
        WebhookReadResult<CueApiSubscriptionEvent> result = _batches.ReadAll(Request(Encoding.UTF8.GetBytes(body))).Should().ContainSingle().Which;

        (result.Status, result.Reason).Should().Be((WebhookReadStatus.Malformed, reason));
    }

    [Fact]
    public void ReadAll_TooManyEventsOrLevels_IsMalformed()
    {
        string many = string.Join(',', Enumerable.Range(0, WebhookParts.MaxCount + 1).Select(id => $$"""{"id":{{id}},"event_type":"turn.pass"}"""));
        string deep = new string('[', 62) + new string(']', 62);

        _batches.ReadAll(Request(Encoding.UTF8.GetBytes($$"""{"events":[{{many}}]}"""))).Single().Reason.Should().Be(WebhookFailureReason.TooManyEvents);
        _batches.ReadAll(Request(Encoding.UTF8.GetBytes($$"""{"events":[{"id":1,"event_type":"turn.pass","payload":{{deep}}}]}"""))).Single().Reason
            .Should().Be(WebhookFailureReason.TooDeep);
        new CueApiSubscriptionWebhooks([_secret], new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1773392400))) { MaxJsonDepth = 65 }
            .ReadAll(Request(Encoding.UTF8.GetBytes($$"""{"events":[{"id":1,"event_type":"turn.pass","payload":{{deep}}}]}"""))).Single().IsRead
            .Should().BeTrue();
    }

    [Fact]
    public void ReadAll_SeveralHundredRandomBatches_AreReadWhole()
    {
        var random = new Random(11);
        for (int i = 0; i < 300; i++)
        {
            string[] texts = [.. Enumerable.Range(0, random.Next(5)).Select(_ => string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => RandomRune(random))))];
            string events = string.Join(", ", texts.Select((text, id) =>
                $$$"""{"event_type": "message.delivered", "id": {{{id}}}, "payload": {"message_id": "m", "subject": "{{{text}}}"}}"""));

            Read(Encoding.UTF8.GetBytes($$"""{"events": [{{events}}]}""")).Cast<CueApiMessageDelivered>().Select(e => e.Payload.Subject).Should().Equal(texts);
        }
    }

    private static string RandomRune(Random random)
    {
        int value = random.Next(4) switch { 0 => random.Next(0x23, 0x5B), 1 => random.Next(0x7F, 0x800), 2 => random.Next(0x800, 0xD800), _ => random.Next(0x10000, 0x110000) };
        return new Rune(value).ToString();
    }

    private static CueApiSubscriptionEvent[] Read(byte[] body) => [.. _batches.ReadAll(Request(body)).Select(result => result.Event!)];

    private static WebhookRequest Request(byte[] body) => new(
        "POST", "/", [new(CueApiHeaders.Signature, "v1=" + Mac(Escaped(body))), new(CueApiHeaders.Timestamp, Time)], body);

    private static string Escaped(byte[] body) =>
        string.Concat(Encoding.UTF8.GetString(body).Select(c => c is >= ' ' and <= '~' ? $"{c}" : $"\\u{(int)c:x4}"));

    private static string Mac(string ascii) =>
        Sender.Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_secret), Encoding.Latin1.GetBytes($"{Time}.{ascii}")));
}
