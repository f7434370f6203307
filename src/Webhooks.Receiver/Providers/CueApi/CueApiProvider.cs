using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI's execution callbacks as a declaration; where each fact comes from stands in the README beside this file.</summary>
internal sealed class CueApiProvider : WebhookProvider<CueApiEvent>
{
    public const string ProviderName = "cueapi";
    public const string SectionName = "CueApi";
    public const string ExecutionType = "execution";

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

    /// <summary>A GET callback is signed over a body that it does not send: it cannot be verified.</summary>
    public static IReadOnlyList<string> CueApiMethods { get; } = ["POST", "PUT", "PATCH"];

    /// <summary>None of them is signed.</summary>
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
        if (JsonBody.ReadObject(payload.Body) is not { } root)
        {
            return WebhookParseResult<CueApiEvent>.Malformed;
        }

        return JsonBody.GetString(root, "execution_id") is { } executionId
            && JsonBody.GetString(root, "cue_id") is not null
            && root.TryGetProperty("payload"u8, out _)
                ? ReadEnvelope(payload, root, executionId)
                : ReadBare(payload.Headers, root);
    }

    private static WebhookParseResult<CueApiEvent> ReadEnvelope(WebhookPayload payload, JsonElement root, string executionId)
    {
        if (Contradicts(payload.Headers[CueApiHeaders.ExecutionId], executionId))
        {
            return WebhookParseResult<CueApiEvent>.IdentityMismatch;
        }

        CueApiEvent e = JsonBody.Read(payload.Body, CueApiJsonContext.Default.CueApiExecution, out WebhookReadError? error)
            ?? (CueApiEvent)new CueApiUnknownEvent
            {
                ExecutionId = executionId,
                CueId = JsonBody.GetString(root, "cue_id"),
                Name = JsonBody.GetString(root, "name"),
                ScheduledFor = JsonBody.GetTime(root, "scheduled_for"),
                Json = root,
                ReadError = error,
            };
        return WebhookParseResult<CueApiEvent>.Parsed(e, DeliveryIdentity.FromSigned(executionId), attempt: e.Attempt);
    }

    /// <summary>
    /// Nothing in a bare payload is the execution's own: the same one comes every day, and two cues may fire in one second. The
    /// header's id decides, and the event says that nobody signed it.
    /// </summary>
    private static WebhookParseResult<CueApiEvent> ReadBare(WebhookHeaders headers, JsonElement root)
    {
        string executionId = Hint(headers, CueApiHeaders.ExecutionId) ?? "";
        var e = new CueApiExecution
        {
            ExecutionId = executionId,
            CueId = Hint(headers, CueApiHeaders.CueId),
            ScheduledFor = WireTime.TryParseBodyTime(Hint(headers, CueApiHeaders.ScheduledFor), out DateTimeOffset time) ? time : null,
            Attempt = int.TryParse(Hint(headers, CueApiHeaders.Attempt), NumberStyles.None, CultureInfo.InvariantCulture, out int attempt) ? attempt : null,
            Payload = root,
            IsSigned = false,
        };
        return WebhookParseResult<CueApiEvent>.Parsed(e, DeliveryIdentity.FromUnsigned(executionId), attempt: e.Attempt);
    }

    private static bool Contradicts(StringValues header, string signed)
    {
        foreach (string? value in header)
        {
            if (!HeaderValue.Trim(value).SequenceEqual(signed))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Hint(WebhookHeaders headers, string name)
    {
        ReadOnlySpan<char> value = HeaderValue.Single(headers[name], out _);
        return value.IsEmpty ? null : value.ToString();
    }
}
