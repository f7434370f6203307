using System.Globalization;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>What CueAPI sends, as its released server writes it and as its documentation shows it, field by field.</summary>
public sealed class CueApiEventTests
{
    private const string ExecutionId = "550e8400-e29b-41d4-a716-446655440000";

    private static readonly ProviderPayloads _payloads = ProviderPayloads.CueApi;

    [Theory]
    [InlineData("execution.json")]
    [InlineData("execution.non-ascii.json")]
    public void Parse_Envelope_HasEveryField(string file)
    {
        CueApiExecution e = CueApiWebhooks.Parse(_payloads.Read(file)).Should().BeOfType<CueApiExecution>().Which;

        e.ExecutionId.Should().Be(ExecutionId);
        e.CueId.Should().Be("cue_abc123def456");
        e.Name.Should().Be("daily-sync");
        e.ScheduledFor!.Value.EqualsExact(new DateTimeOffset(2026, 3, 13, 9, 0, 0, TimeSpan.Zero)).Should().BeTrue();
        e.Attempt.Should().Be(1);
        e.IsSigned.Should().BeTrue();
        e.Payload.GetProperty("task").GetString().Should().Be("daily-sync");
        e.ExtensionData.Should().BeNull();
    }

    [Fact]
    public void Payload_NonAsciiEnvelope_IsExact()
    {
        CueApiEvent e = CueApiWebhooks.Parse(_payloads.Read("execution.non-ascii.json"));

        e.Payload.GetRawText().Should().Be(
            """{"count": 3, "kind": "scheduled_task", "note": "caf\u00e9 \u2615", "ratio": 1.0, "task": "daily-sync"}""");
        e.Payload.GetProperty("note").GetString().Should().Be("café ☕");
    }

    [Fact]
    public void Parse_BarePayloadWithAllHeaders_HasEveryFieldFromThem()
    {
        byte[] body = _payloads.Read("payload.bare.json");

        CueApiExecution e = CueApiWebhooks.Parse(body, Headers()).Should().BeOfType<CueApiExecution>().Which;

        e.ExecutionId.Should().Be(ExecutionId);
        e.CueId.Should().Be("cue_abc123def456");
        e.Name.Should().BeNull("no header has it");
        e.ScheduledFor!.Value.EqualsExact(new DateTimeOffset(2026, 3, 13, 9, 0, 0, TimeSpan.Zero)).Should().BeTrue();
        e.Attempt.Should().Be(1);
        e.IsSigned.Should().BeFalse();
        e.Payload.GetRawText().Should().Be(JsonEdit.Root(body).GetRawText());
        e.ExtensionData.Should().BeNull("everything is the payload");
        foreach ((string name, string value) in new[]
        {
            ("task", "daily-sync"), ("kind", "scheduled_task"), ("instruction", "Sync the orders"), ("context_ref", "orders/7"),
            ("context_mode", "static"), ("agent", "clerk"),
        })
        {
            e.Payload.GetProperty(name).GetString().Should().Be(value);
        }
    }

    [Fact]
    public void Parse_BarePayloadWithTheIdOnly_HasNoMore()
    {
        CueApiEvent e = CueApiWebhooks.Parse("{}"u8, WebhookHeaders.From([KeyValuePair.Create("x-cueapi-execution-id", " e-1 \t")]));

        (e.ExecutionId, e.CueId, e.ScheduledFor, e.Attempt, e.IsSigned).Should().Be(("e-1", null, null, null, false));
    }

    [Fact]
    public void Parse_BarePayloadThatLooksLikePartOfAnEnvelope_IsBare()
    {
        foreach (string member in new[] { "execution_id", "cue_id", "payload" })
        {
            byte[] body = JsonEdit.Without(_payloads.Read("execution.json"), member);

            CueApiEvent e = CueApiWebhooks.Parse(body, WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1")]));

            e.IsSigned.Should().BeFalse();
            e.ExecutionId.Should().Be("e-1");
            e.Payload.GetRawText().Should().Be(JsonEdit.Root(body).GetRawText());
        }
    }

    [Theory]
    [InlineData("cue id", CueApiHeaders.CueId)]
    [InlineData("schedule", CueApiHeaders.ScheduledFor)]
    [InlineData("attempt", CueApiHeaders.Attempt)]
    public void Parse_BarePayloadWithAHintGivenTwice_LeavesItOut(string what, string header)
    {
        string value = Headers()[header].ToString();

        CueApiEvent e = CueApiWebhooks.Parse("{}"u8, Headers((header.ToUpperInvariant(), value)));

        new object?[] { e.CueId, e.ScheduledFor, e.Attempt }.Where(hint => hint is null).Should().ContainSingle("the {0} is ambiguous", what);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 10 ", 10)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("2147483648", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData("1_0", null)]
    [InlineData("1.0", null)]
    [InlineData("one", null)]
    [InlineData("\u0661", null)]
    [InlineData("", null)]
    public void Attempt_OfAHeader_IsDigitsOnly(string text, int? expected)
    {
        WebhookParseResult<CueApiEvent> result = CueApiEvent.Provider.Parse(new WebhookPayload("{}"u8, WebhookHeaders.From(
            [KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1"), KeyValuePair.Create(CueApiHeaders.Attempt, text)])));

        result.Event!.Attempt.Should().Be(expected);
        result.Attempt.Should().Be(expected);
    }

    [Theory]
    [InlineData("2026-03-13T09:00:00Z", "2026-03-13T09:00:00+00:00")]
    [InlineData("2026-03-13T09:00:00+00:00", "2026-03-13T09:00:00+00:00")]
    [InlineData("2026-03-13T09:00:00.123456+00:00", "2026-03-13T09:00:00.123456+00:00")]
    [InlineData("2026-03-13T09:00:00.123456Z", "2026-03-13T09:00:00.123456+00:00")]
    [InlineData("2026-03-13T09:00:00", "2026-03-13T09:00:00+00:00")]
    [InlineData("2026-03-13T12:00:00+03:00", "2026-03-13T12:00:00+03:00")]
    [InlineData("2026-03-13 09:00:00", "2026-03-13T09:00:00+00:00")]
    [InlineData("1773392400", "2026-03-13T09:00:00+00:00")]
    public void ScheduledFor_Q9_AnyForm_IsReadFromBodyAndHeader(string text, string expected)
    {
        var instant = DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture);
        var headers = WebhookHeaders.From(
            [KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1"), KeyValuePair.Create(CueApiHeaders.ScheduledFor, text)]);

        CueApiEvent envelope = CueApiWebhooks.Parse(JsonEdit.With(_payloads.Read("execution.json"), "scheduled_for", $"\"{text}\""));
        CueApiEvent bare = CueApiWebhooks.Parse("{}"u8, headers);

        envelope.Should().BeOfType<CueApiExecution>();
        envelope.ScheduledFor!.Value.EqualsExact(instant).Should().BeTrue("it is {0:O}", envelope.ScheduledFor);
        bare.ScheduledFor!.Value.EqualsExact(instant).Should().BeTrue("it is {0:O}", bare.ScheduledFor);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("13.03.2026")]
    public void ScheduledFor_AnyOtherForm_IsNullInAHeaderAndKeptInABody(string text)
    {
        var headers = WebhookHeaders.From(
            [KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1"), KeyValuePair.Create(CueApiHeaders.ScheduledFor, text)]);

        CueApiWebhooks.Parse("{}"u8, headers).Should().BeOfType<CueApiExecution>().Which.ScheduledFor.Should().BeNull();
        CueApiWebhooks.Parse(JsonEdit.With(_payloads.Read("execution.json"), "scheduled_for", $"\"{text}\""))
            .Should().BeOfType<CueApiExecution>().Which.ExtensionData!["scheduled_for"].GetString().Should().Be(text);
    }

    [Fact]
    public void Parse_WhatTheOtherSurfacesSend_IsNoExecution()
    {
        _payloads.NoEvent.Should().HaveCount(4);
        foreach (string file in _payloads.NoEvent)
        {
            CueApiWebhooks.TryParse(_payloads.Read(file), out CueApiEvent? e).Should().BeFalse("{0} has no execution's id in body or headers", file);
            e.Should().BeNull();
        }
    }

    /// <summary>The headers of CueAPI's "Webhook Setup", signature and time aside.</summary>
    private static WebhookHeaders Headers(params (string Name, string Value)[] more) => WebhookHeaders.From(
    [
        KeyValuePair.Create("X-CueAPI-Cue-Id", "cue_abc123def456"),
        KeyValuePair.Create("X-CueAPI-Execution-Id", ExecutionId),
        KeyValuePair.Create("X-CueAPI-Scheduled-For", "2026-03-13T09:00:00Z"),
        KeyValuePair.Create("X-CueAPI-Attempt", "1"),
        .. more.Select(header => KeyValuePair.Create(header.Name, header.Value)),
    ]);
}
