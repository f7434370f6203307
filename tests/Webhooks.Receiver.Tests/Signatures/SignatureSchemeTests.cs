using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.Tests;

/// <summary>Schemes put together from parts, against values that others published or computed.</summary>
public sealed class SignatureSchemeTests
{
    private const string CueApiSecret = "whsec_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>Computed with other implementations; the timestamp is empty where the scheme has none.</summary>
    public static TheoryData<string, string, string, string, string> ComputedExamples => new()
    {
        {
            "cueapi", CueApiSecret, "1710340800",
            """{"attempt": 1, "cue_id": "cue_abc123def456", "execution_id": "550e8400-e29b-41d4-a716-446655440000", "name": "daily-sync", "payload": {"task": "daily-sync"}, "scheduled_for": "2026-03-13T09:00:00+00:00"}""",
            "v1=733fcfe85a865392d6dab541ea511634d8e4ac70166b9dc56ce7944e9d620c22"
        },
        {
            "cueapi", CueApiSecret, "1773392400",
            """{"attempt": 1, "cue_id": "cue_abc123def456", "execution_id": "550e8400-e29b-41d4-a716-446655440000", "name": "daily-sync", "payload": {"count": 3, "kind": "scheduled_task", "note": "caf\u00e9 \u2615", "ratio": 1.0, "task": "daily-sync"}, "scheduled_for": "2026-03-13T09:00:00+00:00"}""",
            "v1=565cc039707cfe3b1678831a4abe187357c6039c65b0e0f82a1ff52b00e7c5e2"
        },
        {
            "cueapi", CueApiSecret, "1773392400",
            """{"delivery_id": "dlv_11111111-2222-3333-4444-555555555555_10_10", "events": [{"emitted_at": "2026-05-12T00:00:00+00:00", "event_type": "message.delivered", "id": 10, "payload": {"message_id": "msg_abc123def456", "subject": "café"}}], "subscription_id": "11111111-2222-3333-4444-555555555555"}""",
            "v1=cf26eb944d19cfb9465b51957995319731c895fcae87a9c5404f05a970579c16"
        },
        {
            "cueapi", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "1773392400",
            """{"alert_id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "alert_type": "verification_failed", "created_at": "2026-05-01T00:00:00+00:00", "cue_id": "cue_abc123def456", "execution_id": "550e8400-e29b-41d4-a716-446655440000", "message": "m", "metadata": {}, "severity": "warning"}""",
            "v1=5a69cc1d3638e1db56e5ee6bcd3bfbecdd433df5afd3ec55c898993020742d16"
        },
        {
            "cubeconnect", "cubeconnect_test_secret", "2026-03-10T14:30:00+03:00",
            """{"event":"message.status_updated","tenant_id":1,"timestamp":"2026-03-10T14:30:00+03:00","whatsapp_account_id":5,"message_id":"wamid.xxx","status":"delivered","recipient":"966501234567","errors":null}""",
            "2f04e85e27fe26a3339277c58df1eb82bece4e7c4567e7ddf05a39761fb35d8e"
        },
        {
            "cubeconnect", "cubeconnect_test_secret", "2026-03-10T14:30:00+03:00",
            """{"event":"message.received","tenant_id":1,"timestamp":"2026-03-10T14:30:00+03:00","whatsapp_account_id":5,"wa_message_id":"wamid.xxx","from":"966501234567","sender_name":"Mohammed","type":"text","content":"\u0645\u0631\u062d\u0628\u0627 https:\/\/example.com\/x"}""",
            "398ed47392fa90aae7867d5a1007cd880921278313fae263467fbc4c93d45c66"
        },
        {
            "adgem", "secret-key", "",
            """{"type":"offer.removed","timestamp":"2024-07-11T20:26:10.344522Z","data":{"offerId":"123456789456123"}}""",
            "ea308e52e08aab43b88be564517105164b1f4e694b3e7ac0d0f5778b9cbb78ff"
        },
        {
            "adgem", "adgem_player_secret", "",
            """{"data":{"player_id":"player123","app_id":1,"ban_reason":"VPN\/proxy use, caf\u00e9","created_at":"2025-01-01T00:00:00.000000Z"},"type":"player.banned","timestamp":"2025-01-01T00:00:00.000000Z"}""",
            "862fb460c036e398b7e204294b0c1254ca3e973659c515aa8fe18b043fdb0f6c"
        },
        {
            "adgem", "secret-key", "",
            """{"request_id":"01786456-b959-404a-baa7-05ef8a2e0290","timestamp":1720727170,"data":{"app_id":"2","campaign_id":"1","player_id":"bernhard.edison","amount":150,"payout":1.5}}""",
            "48c4802c61049c34799d17bd08f50a2503bc83b523f2457ae201643e11d7ba32"
        },
        {
            // printf '%s' '1773424274.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test_secret
            "stripe", "whsec_test_secret", "1773424274", """{"id":"evt_1"}""",
            "t=1773424274,v1=797c588073e2b9607ae44a4778138f66cfda93ecbcb1f9e5e1e00568c57148c7,v0=00"
        },
        {
            // printf '%s' '{"id":1}' | openssl dgst -sha256 -hmac hush -binary | base64
            "shopify", "hush", "", """{"id":1}""", "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY="
        },
        {
            // printf '%s' '{"id":1}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00ff80a5
            "hex-key", "00FF80a5", "", """{"id":1}""", "3d746d0c4068fca0b402c25b149e6afbe5b054dae459dca2768c2c998814771c"
        },
    };

    /// <summary>Each scheme that cannot be meant, and a word of the message that says why.</summary>
    public static TheoryData<string, string> Inconsistent => new()
    {
        { "blank header", "Header" },
        { "no body", "body" },
        { "body twice", "body" },
        { "timestamp that is not signed", "Timestamp" },
        { "signed timestamp from nowhere", "Timestamp" },
        { "timestamp signed twice", "Timestamp" },
        { "id that is not signed", "IdHeader" },
        { "signed id from nowhere", "IdHeader" },
        { "timestamp in a list that is none", "list" },
        { "neither header nor parameter", "Header" },
        { "header and parameter", "QueryParameter" },
        { "blank parameter", "QueryParameter" },
        { "body and form", "body" },
        { "hash of the body and code that covers it", "body" },
        { "code that does not cover the body", "body" },
        { "shared secret that signs", "SignedContent" },
        { "shared secret with a time", "Timestamp" },
        { "public key with an encoding of secrets", "SecretEncoding" },
        { "unknown algorithm", "Algorithm" },
        { "signed header of the signature", "the signature cannot be a part" },
        { "signed header of the alternative signature", "the signature cannot be a part" },
        { "alternative to a parameter", "AlternativeHeader" },
        { "blank alternative", "AlternativeHeader" },
        { "alternative of the same name", "AlternativeHeader" },
        { "alternative time only", "AlternativeTimestampHeader" },
        { "alternative of no time", "AlternativeTimestampHeader" },
        { "URL with the signature in it", "the signature cannot be a part" },
        { "path with the signature in its query", "the signature cannot be a part" },
    };

    [Fact]
    public void Verify_GitHubsPublishedExample_IsValid()
    {
        // docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries, "Testing the webhook payload validation"
        var scheme = new SignatureScheme { Header = "X-Hub-Signature-256", Format = SignatureFormat.Value("sha256=") };
        var headers = new SignatureHeaders("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");

        new SignatureVerifier(scheme, ["It's a Secret to Everybody"]).Verify("Hello, World!"u8, headers).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Verify_StandardWebhooksPublishedExample_IsValid()
    {
        // github.com/standard-webhooks/standard-webhooks, the common test of its libraries
        var clock = new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1614265330));
        var headers = WebhookHeaders.From(
        [
            KeyValuePair.Create("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            KeyValuePair.Create("webhook-timestamp", "1614265330"),
            KeyValuePair.Create("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ]);

        Senders.StandardWebhooks.Verifier(clock).Verify("""{"test": 2432232314}"""u8, headers).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Verify_SlacksPublishedExample_IsValid()
    {
        // api.slack.com/authentication/verifying-requests-from-slack, the step-by-step example
        var clock = new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1531420618));
        var verifier = new SignatureVerifier(Senders.Slack.Scheme, ["8f742231b10e8888abcd99yyyzzz85a5"], clock);
        byte[] body = Sender.Utf8(
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
            + "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
            + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c");
        var headers = new SignatureHeaders("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "1531420618");

        verifier.Verify(body, headers).IsValid.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(ComputedExamples))]
    public void Verify_ComputedExample_IsValid(string name, string secret, string timestamp, string body, string signature)
    {
        SignatureScheme scheme = Senders.Of(name).Scheme;
        DateTimeOffset now = timestamp.Length == 0 ? default
            : timestamp.Contains('-', StringComparison.Ordinal) ? new DateTimeOffset(2026, 3, 10, 14, 30, 0, TimeSpan.FromHours(3))
            : DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, System.Globalization.CultureInfo.InvariantCulture));
        var verifier = new SignatureVerifier(scheme, [secret], new ManualTimeProvider(now));

        SignatureResult result = verifier.Verify(Sender.Utf8(body), new SignatureHeaders(signature, timestamp));

        result.IsValid.Should().BeTrue();
        result.Timestamp.Should().Be(timestamp.Length == 0 ? null : now);
        verifier.Verify(Sender.Utf8(body + " "), new SignatureHeaders(signature, timestamp)).Failure
            .Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [MemberData(nameof(Senders.Names), MemberType = typeof(Senders))]
    public void Verify_SignedByThePlatform_IsValid(string name)
    {
        Sender sender = Senders.Of(name);
        SignedDelivery delivery = sender.Sign("""{"id":"1"}""");

        SignatureResult result = sender.Verifier().Verify(delivery.Body, delivery.Headers);

        result.IsValid.Should().BeTrue();
        result.Failure.Should().BeNull();
        result.Timestamp.HasValue.Should().Be(sender.Scheme.Timestamp is not null);
    }

    [Fact]
    public void Verify_CueApiWithStandardWebhooksKey_IsMismatch()
    {
        // The other convention: strip whsec_ and decode base64. CueAPI signs with the whole text.
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var other = new Sender
        {
            Name = "other convention",
            Scheme = VectorSchemes.CueApi,
            Secret = Secret,
            Key = Convert.FromBase64String(Secret["whsec_".Length..]),
            Before = time => time + ".",
            Write = (_, mac) => "v1=" + Sender.Hex(mac),
        };
        SignedDelivery delivery = other.Sign("{}");

        other.Verifier().Verify(delivery.Body, delivery.Headers).Failure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Verify_IdHeaderMissingOrBlank_IsSignatureMissing()
    {
        SignedDelivery delivery = Senders.StandardWebhooks.Sign("{}");
        SignatureVerifier verifier = Senders.StandardWebhooks.Verifier();

        foreach (StringValues id in new StringValues[] { default, "", " \t", new string?[] { null } })
        {
            verifier.Verify(delivery.Body, delivery.Headers with { Id = id }).Failure.Should().Be(SignatureFailure.SignatureMissing);
        }
    }

    [Fact]
    public void Verify_IdHeaderTwice_IsSignatureAmbiguous()
    {
        SignedDelivery delivery = Senders.StandardWebhooks.Sign("{}");
        var headers = delivery.Headers with { Id = new StringValues([delivery.Id, delivery.Id]) };

        Senders.StandardWebhooks.Verifier().Verify(delivery.Body, headers).Failure.Should().Be(SignatureFailure.SignatureAmbiguous);
    }

    [Fact]
    public void Verify_OtherId_IsMismatch()
    {
        SignedDelivery delivery = Senders.StandardWebhooks.Sign("{}");

        Senders.StandardWebhooks.Verifier().Verify(delivery.Body, delivery.Headers with { Id = delivery.Id + "x" }).Failure
            .Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Theory]
    [InlineData(257, 'a')]
    [InlineData(100_000, 'a')]
    [InlineData(1, 'ä')]
    [InlineData(1, '\ud800')]
    public void Verify_InvalidId_IsSignatureMalformed(int length, char of)
    {
        SignedDelivery delivery = Senders.StandardWebhooks.Sign("{}");

        Senders.StandardWebhooks.Verifier().Verify(delivery.Body, delivery.Headers with { Id = new string(of, length) }).Failure
            .Should().Be(SignatureFailure.SignatureMalformed);
    }

    [Theory]
    [MemberData(nameof(Inconsistent))]
    public void Verifier_InconsistentScheme_Throws(string which, string word)
    {
        SignedPart[] timestamped = [SignedPart.Timestamp, SignedPart.Body];
        SignatureTimestamp inHeader = SignatureTimestamp.InHeader("T");
        SignatureScheme scheme = which switch
        {
            "blank header" => new() { Header = " " },
            "no body" => new() { Header = "S", SignedContent = [SignedPart.Text("x")] },
            "body twice" => new() { Header = "S", SignedContent = [SignedPart.Body, SignedPart.Body] },
            "timestamp that is not signed" => new() { Header = "S", Timestamp = inHeader },
            "signed timestamp from nowhere" => new() { Header = "S", SignedContent = timestamped },
            "timestamp signed twice" =>
                new() { Header = "S", Timestamp = inHeader, SignedContent = [SignedPart.Timestamp, .. timestamped] },
            "id that is not signed" => new() { Header = "S", IdHeader = "I" },
            "signed id from nowhere" => new() { Header = "S", SignedContent = [SignedPart.Id, SignedPart.Body] },
            "timestamp in a list that is none" => new() { Header = "S", Timestamp = SignatureTimestamp.InSignatureList("t="), SignedContent = timestamped },
            "neither header nor parameter" => new(),
            "header and parameter" => new() { Header = "S", QueryParameter = "s" },
            "blank parameter" => new() { QueryParameter = " " },
            "body and form" => new() { Header = "S", SignedContent = [SignedPart.SortedForm, SignedPart.Body] },
            "hash of the body and code that covers it" =>
                new() { Header = "S", SignedContent = [SignedPart.BodyHash, SignedPart.Custom((_, _, _) => true, coversBody: true)] },
            "code that does not cover the body" => new() { Header = "S", SignedContent = [SignedPart.Custom((_, _, _) => true, coversBody: false)] },
            "shared secret that signs" => new() { Header = "S", Algorithm = SignatureAlgorithm.SharedSecret },
            "shared secret with a time" =>
                new() { Header = "S", Algorithm = SignatureAlgorithm.SharedSecret, Timestamp = inHeader, SignedContent = [] },
            "public key with an encoding of secrets" =>
                new() { Header = "S", Algorithm = SignatureAlgorithm.EcdsaP256Sha256, SecretEncoding = SecretEncoding.Hex },
            "unknown algorithm" => new() { Header = "S", Algorithm = (SignatureAlgorithm)99 },
            "signed header of the signature" => new() { Header = "S", SignedContent = [SignedPart.Header("s"), SignedPart.Body] },
            "signed header of the alternative signature" =>
                new() { Header = "S", AlternativeHeader = "X", SignedContent = [SignedPart.Header("x"), SignedPart.Body] },
            "alternative to a parameter" => new() { QueryParameter = "s", AlternativeHeader = "X" },
            "blank alternative" => new() { Header = "S", AlternativeHeader = " " },
            "alternative of the same name" => new() { Header = "S", AlternativeHeader = "s" },
            "alternative time only" => new() { Header = "S", Timestamp = inHeader, AlternativeTimestampHeader = "X", SignedContent = timestamped },
            "alternative of no time" => new() { Header = "S", AlternativeHeader = "A", AlternativeTimestampHeader = "X" },
            "URL with the signature in it" => new() { QueryParameter = "s", SignedContent = [SignedPart.Url, SignedPart.Body] },
            "path with the signature in its query" => new() { QueryParameter = "s", SignedContent = [SignedPart.PathAndQuery, SignedPart.Body] },
            _ => throw new ArgumentException("There is no such scheme.", nameof(which)),
        };

        Func<SignatureVerifier> make = () => new(scheme, ["secret"]);

        make.Should().Throw<InvalidOperationException>().WithMessage($"The signature scheme is inconsistent: *{word}*");
    }

    [Fact]
    public void Text_Empty_Throws()
    {
        Action text = () => SignedPart.Text("");

        text.Should().Throw<ArgumentException>();
    }
}
