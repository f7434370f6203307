namespace Webhooks.Receiver.CueApi;

/// <summary>CueAPI's authorization hook. The README in this folder has the source of each fact.</summary>
internal sealed class CueApiAuthorizationProvider : WebhookProvider<CueApiAuthorization>
{
    public const string QuestionType = "authorization";

    private static readonly JsonEventType _question =
        new(JsonEventOptions.Create(CueApiAuthorizationJsonContext.Default), typeof(CueApiAuthorization));

    public override string Name => "cueapi-authorization";

    public override string ConfigurationSection => "CueApiAuthorization";

    public override SignatureScheme Scheme => CueApiProvider.CueApiScheme;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        LongestRetryWindow = TimeSpan.Zero,
        IsLongestRetryWindowDocumented = true,
        ShortestRetryWindow = TimeSpan.FromSeconds(60), // nothing is retried, and nothing claimed
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    public override bool ExpectsAnswer => true;

    /// <summary>Reads a question. One that cannot be read is malformed, so that CueAPI denies: there is no unknown question to answer.</summary>
    public override WebhookParseResult<CueApiAuthorization> Parse(WebhookPayload payload)
    {
        if (JsonBody.IsTooDeep(payload.Body, payload.MaxJsonDepth, out bool isDeep))
        {
            return WebhookParseResult<CueApiAuthorization>.Malformed(WebhookFailureReason.TooDeep);
        }

        JsonBodyResult read = JsonBody.Read(payload.Body, isDeep, _ => _question.Info);
        if (!read.IsRead)
        {
            return WebhookParseResult<CueApiAuthorization>.Malformed(read.Reason, read.Member);
        }

        JsonEventReading reading = _question.ReadByMember(read.Root, isDeep);
        return reading.Event is CueApiAuthorization question
            ? WebhookParseResult<CueApiAuthorization>.Parsed(question, DeliveryIdentity.FromBody(payload.Body), driftedMembers: reading.DriftedMembers)
            : WebhookParseResult<CueApiAuthorization>.Malformed(WebhookFailureReason.MemberUnreadable, reading.UnreadableMember);
    }
}
