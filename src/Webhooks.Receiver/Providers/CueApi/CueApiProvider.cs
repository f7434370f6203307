using System.Text.Json;

namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI's execution callbacks: its scheme, its sender and its event types. The README in this folder has the source of each fact.</summary>
internal sealed class CueApiProvider : WebhookProvider<CueApiEvent>
{
    public const string ProviderName = "cueapi";
    public const string SectionName = "CueApi";
    public const string ExecutionType = "execution";

    private const string ExecutionIdMember = "execution_id";

    private static readonly JsonEventType _execution = new(JsonEventOptions.Create(CueApiJsonContext.Default), typeof(CueApiExecution));

    public static SignatureScheme CueApiScheme { get; } = new()
    {
        Header = CueApiHeaders.Signature,
        Format = SignatureFormat.Value("v1="),
        Timestamp = SignatureTimestamp.InHeader(CueApiHeaders.Timestamp),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };

    public static SenderBehavior CueApiSender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(30),
        ShortestRetryWindow = TimeSpan.FromSeconds(60), // schedules are the user's; the shortest default wait is one minute
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    /// <summary>The methods. GET is missing: its signature covers a body that is not sent, so it cannot be verified.</summary>
    public static IReadOnlyList<string> CueApiMethods { get; } = ["POST", "PUT", "PATCH"];

    /// <summary>The headers, of which none is signed.</summary>
    public static IReadOnlyList<string> CueApiHeaderNames { get; } =
        [CueApiHeaders.CueId, CueApiHeaders.ExecutionId, CueApiHeaders.ScheduledFor, CueApiHeaders.Attempt];

    public override string Name => ProviderName;

    public override string ConfigurationSection => SectionName;

    public override IReadOnlyList<string> Methods => CueApiMethods;

    public override IReadOnlyList<string> Headers => CueApiHeaderNames;

    public override SignatureScheme Scheme => CueApiScheme;

    public override SenderBehavior Sender => CueApiSender;

    public override WebhookParseResult<CueApiEvent> Parse(WebhookPayload payload)
    {
        if (JsonBody.IsTooDeep(payload.Body, payload.MaxJsonDepth, out bool isDeep))
        {
            return WebhookParseResult<CueApiEvent>.Malformed(WebhookFailureReason.TooDeep);
        }

        JsonBodyResult read = JsonBody.Read(payload.Body, isDeep, root => IsEnvelope(root) ? _execution.Info : null, isAnyValue: true);
        if (!read.IsRead)
        {
            return WebhookParseResult<CueApiEvent>.Malformed(read.Reason, read.Member);
        }

        return IsEnvelope(read.Root) ? ReadEnvelope(payload, read.Root, isDeep) : ReadBare(payload.Headers, read.Root);
    }

    /// <summary>
    /// Whether the object is an envelope, by the names of its members alone. An envelope with a member of another kind must not count as a
    /// bare payload, whose id is not signed.
    /// </summary>
    private static bool IsEnvelope(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(ExecutionIdMember, out _) && root.TryGetProperty("cue_id"u8, out _) && root.TryGetProperty("payload"u8, out _);

    private static WebhookParseResult<CueApiEvent> ReadEnvelope(WebhookPayload payload, JsonElement root, bool isDeep)
    {
        if (JsonBody.GetId(root, ExecutionIdMember) is not { } executionId)
        {
            return WebhookParseResult<CueApiEvent>.Malformed(WebhookFailureReason.IdentityMissing);
        }

        if (CueApiUnsignedHeaders.Contradicts(payload.Headers, CueApiHeaders.ExecutionId, executionId))
        {
            return WebhookParseResult<CueApiEvent>.IdentityMismatch;
        }

        var identity = DeliveryIdentity.FromSigned(executionId);
        if (_execution.TryRead(payload.Body, isDeep) is CueApiExecution e)
        {
            return WebhookParseResult<CueApiEvent>.Parsed(e, identity, attempt: e.Attempt);
        }

        JsonEventReading reading = _execution.ReadByMember(root, isDeep);
        return reading.Event is CueApiExecution known
            ? WebhookParseResult<CueApiEvent>.Parsed(known, identity, attempt: known.Attempt, driftedMembers: reading.DriftedMembers)
            : WebhookParseResult<CueApiEvent>.Parsed(ReadUnknown(executionId, root, reading.UnreadableMember), identity);
    }

    private static CueApiUnknownEvent ReadUnknown(string executionId, JsonElement root, string? unreadableMember) => new()
    {
        ExecutionId = executionId,
        CueId = JsonBody.GetId(root, "cue_id"),
        Name = JsonBody.GetText(root, "name"),
        ScheduledFor = JsonBody.GetTime(root, "scheduled_for"),
        Json = root,
        ReadError = new WebhookReadError(unreadableMember),
    };

    /// <summary>
    /// Reads a bare payload, which may be any JSON value. No part of it identifies the execution: the same payload can come every day, and two cues can fire in one
    /// second. The identity is the id in the header, which is not signed.
    /// </summary>
    private static WebhookParseResult<CueApiEvent> ReadBare(WebhookHeaders headers, JsonElement root)
    {
        string executionId = CueApiUnsignedHeaders.Get(headers, CueApiHeaders.ExecutionId) ?? "";
        var e = new CueApiExecution
        {
            ExecutionId = executionId,
            CueId = CueApiUnsignedHeaders.Get(headers, CueApiHeaders.CueId),
            ScheduledFor = WireTime.TryParseBodyTime(CueApiUnsignedHeaders.Get(headers, CueApiHeaders.ScheduledFor), out DateTimeOffset time) ? time : null,
            Attempt = CueApiUnsignedHeaders.GetAttempt(headers),
            Payload = root,
            IsSigned = false,
        };
        return WebhookParseResult<CueApiEvent>.Parsed(e, DeliveryIdentity.FromUnsigned(executionId), attempt: e.Attempt);
    }
}
