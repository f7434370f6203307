using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>
/// The log messages of this package, event ids 1000 to 1999, never reused. What a stranger can trigger is at most Information.
/// A delivery is identified by the first eight digits of its key; ids, bodies, secrets and signatures are never logged.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1000, EventName = nameof(Unauthenticated), Level = LogLevel.Information,
        Message = "Refused a delivery from {Provider} at {Endpoint}: {SignatureFailure}.")]
    public static partial void Unauthenticated(ILogger logger, string provider, string endpoint, SignatureFailure signatureFailure);

    [LoggerMessage(EventId = 1001, EventName = nameof(UnsupportedMediaType), Level = LogLevel.Information,
        Message = "Refused a delivery from {Provider} at {Endpoint}: the provider does not send this content type, or the body "
            + "is encoded. If the delivery comes from the provider, a proxy or a setting there changed it.")]
    public static partial void UnsupportedMediaType(ILogger logger, string provider, string endpoint);

    [LoggerMessage(EventId = 1002, EventName = nameof(Acknowledged), Level = LogLevel.Debug,
        Message = "Delivery {Key} from {Provider} at {Endpoint}: {Outcome}.")]
    public static partial void Acknowledged(ILogger logger, string provider, string endpoint, string? key, WebhookOutcome outcome);

    [LoggerMessage(EventId = 1003, EventName = nameof(NotAcknowledged), Level = LogLevel.Information,
        Message = "Delivery {Key} from {Provider} at {Endpoint} was not acknowledged: {Outcome} ({Reason}).")]
    public static partial void NotAcknowledged(
        ILogger logger, string provider, string endpoint, string key, WebhookOutcome outcome, string reason);

    [LoggerMessage(EventId = 1004, EventName = nameof(HandlerThrew), Level = LogLevel.Error,
        Message = "The handler of delivery {Key} from {Provider} at {Endpoint} threw. The claim is released; the sender will try again.")]
    public static partial void HandlerThrew(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1005, EventName = nameof(HandlerOutlivesRequest), Level = LogLevel.Warning,
        Message = "The handler of delivery {Key} from {Provider} at {Endpoint} still runs although its token was cancelled. "
            + "The sender will try again; the claim is kept until the handler ends.")]
    public static partial void HandlerOutlivesRequest(ILogger logger, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1006, EventName = nameof(ClaimLost), Level = LogLevel.Warning,
        Message = "The claim of delivery {Key} from {Provider} at {Endpoint} is lost: its lease had ended before it was renewed, and another "
            + "delivery of the event claimed it or a full store removed it. The event may be handled twice.")]
    public static partial void ClaimLost(ILogger logger, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1007, EventName = nameof(ClaimFailed), Level = LogLevel.Warning,
        Message = "The store could not claim delivery {Key} from {Provider} at {Endpoint}. The sender will try again.")]
    public static partial void ClaimFailed(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1008, EventName = nameof(StoreFull), Level = LogLevel.Warning,
        Message = "The store has no room to claim delivery {Key} from {Provider} at {Endpoint}. The sender will try again.")]
    public static partial void StoreFull(ILogger logger, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1009, EventName = nameof(RenewalFailed), Level = LogLevel.Warning,
        Message = "The store could not renew the claim of delivery {Key} from {Provider} at {Endpoint} while its handler runs.")]
    public static partial void RenewalFailed(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1010, EventName = nameof(CompletionFailed), Level = LogLevel.Warning,
        Message = "Delivery {Key} from {Provider} at {Endpoint} was handled, but the store could not record it. It will be tried again, "
            + "and the event may be handled twice.")]
    public static partial void CompletionFailed(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1011, EventName = nameof(ReleaseFailed), Level = LogLevel.Warning,
        Message = "The store could not release the claim of delivery {Key} from {Provider} at {Endpoint}. It ends with its lease.")]
    public static partial void ReleaseFailed(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1012, EventName = nameof(ProviderThrew), Level = LogLevel.Warning,
        Message = "The provider {Provider} threw {ExceptionType} while reading an authentic delivery at {Endpoint}. Providers must not throw.")]
    public static partial void ProviderThrew(ILogger logger, string provider, string endpoint, string exceptionType);

    [LoggerMessage(EventId = 1013, EventName = nameof(ReloadRejected), Level = LogLevel.Error,
        Message = "The reloaded configuration was rejected, and the last valid one stays in use: {Errors}")]
    public static partial void ReloadRejected(ILogger logger, string errors);

    [LoggerMessage(EventId = 1014, EventName = nameof(ReloadAccepted), Level = LogLevel.Information,
        Message = "The reloaded configuration of {Options} is used now.")]
    public static partial void ReloadAccepted(ILogger logger, string options);

    [LoggerMessage(EventId = 1015, EventName = nameof(InMemoryStore), Level = LogLevel.Information,
        Message = "Deliveries are remembered in this process only, up to {Capacity} of them. A second process, or this one after a "
            + "restart, handles a retried delivery again: register a shared IIdempotencyStore if that matters.")]
    public static partial void InMemoryStore(ILogger logger, int capacity);

    [LoggerMessage(EventId = 1016, EventName = nameof(SettlementThrew), Level = LogLevel.Warning,
        Message = "Delivery {Key} from {Provider} at {Endpoint} could not be handled and settled. It will be tried again.")]
    public static partial void SettlementThrew(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1017, EventName = nameof(UnauthenticatedRequestsAccepted), Level = LogLevel.Warning,
        Message = "The endpoint {Endpoint} accepts deliveries of {Provider} from anybody: DangerouslyAcceptUnauthenticatedRequests is set. "
            + "Every event may be forged.")]
    public static partial void UnauthenticatedRequestsAccepted(ILogger logger, string provider, string endpoint);

    [LoggerMessage(EventId = 1018, EventName = nameof(TenantResolverFailed), Level = LogLevel.Warning,
        Message = "The tenant of a delivery from {Provider} at {Endpoint} could not be resolved. The sender will try again.")]
    public static partial void TenantResolverFailed(ILogger logger, Exception exception, string provider, string endpoint);

    [LoggerMessage(EventId = 1020, EventName = nameof(ClaimNotRenewed), Level = LogLevel.Warning,
        Message = "The claim of delivery {Key} from {Provider} at {Endpoint} could not be renewed for its whole lease. Its handler is "
            + "cancelled, since another delivery may claim the event now.")]
    public static partial void ClaimNotRenewed(ILogger logger, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1021, EventName = nameof(CompletionRetried), Level = LogLevel.Warning,
        Message = "Delivery {Key} from {Provider} at {Endpoint} was handled, but the store could not record it. Recording is tried again.")]
    public static partial void CompletionRetried(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1022, EventName = nameof(TenantUnusable), Level = LogLevel.Information,
        Message = "The tenant resolved for a delivery from {Provider} at {Endpoint} cannot be used, so that the delivery was refused: its id is missing, "
            + "blank or no text, or its secrets are missing, blank, too many or not in the provider's encoding.")]
    public static partial void TenantUnusable(ILogger logger, string provider, string endpoint);

    [LoggerMessage(EventId = 1023, EventName = nameof(SectionUnused), Level = LogLevel.Warning,
        Message = "No endpoint uses the configuration section {Section}.")]
    public static partial void SectionUnused(ILogger logger, string section);

    [LoggerMessage(EventId = 1024, EventName = nameof(EndpointsShareSecrets), Level = LogLevel.Warning,
        Message = "The endpoints {Endpoint} and {OtherEndpoint} accept the same secrets of {Provider}: a request that is sent to both is handled "
            + "at both. Give each secrets of its own (OptionsName).")]
    public static partial void EndpointsShareSecrets(ILogger logger, string provider, string endpoint, string otherEndpoint);

    [LoggerMessage(EventId = 1019, EventName = nameof(OptionalMemberDrifted), Level = LogLevel.Warning,
        Message = "An event {EventType} from {Provider} at {Endpoint} has the member {Member} in a form that this version cannot read. It is "
            + "null in the event, and its JSON is kept among the unknown members. Logged once an hour for each member.")]
    public static partial void OptionalMemberDrifted(ILogger logger, string provider, string endpoint, string eventType, string member);

    [LoggerMessage(EventId = 1025, EventName = nameof(RequiredMemberDrifted), Level = LogLevel.Warning,
        Message = "An event {EventType} from {Provider} at {Endpoint} lacks the required member {Member}, or has it in a form that this "
            + "version cannot read. Such events arrive as the unknown event, with a ReadError. Logged once an hour for each member.")]
    public static partial void RequiredMemberDrifted(ILogger logger, string provider, string endpoint, string eventType, string member);

    [LoggerMessage(EventId = 1026, EventName = nameof(AcceptFailed), Level = LogLevel.Warning,
        Message = "The inbox could not store delivery {Key} from {Provider} at {Endpoint}. The sender will try again.")]
    public static partial void AcceptFailed(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1027, EventName = nameof(InboxHandlerThrew), Level = LogLevel.Error,
        Message = "The handler of delivery {Key} from {Provider} at {Endpoint} threw in attempt {Attempt} from the inbox.")]
    public static partial void InboxHandlerThrew(
        ILogger logger, Exception exception, string key, string provider, string endpoint, int attempt);

    [LoggerMessage(EventId = 1028, EventName = nameof(InboxItemDead), Level = LogLevel.Error,
        Message = "Delivery {Key} from {Provider} at {Endpoint} is dead after attempt {Attempt}: it stays in the inbox and is not tried again "
            + "until it is requeued.")]
    public static partial void InboxItemDead(ILogger logger, string key, string provider, string endpoint, int attempt);

    [LoggerMessage(EventId = 1029, EventName = nameof(InboxUnavailable), Level = LogLevel.Warning,
        Message = "The inbox could not be read. Trying again in {Pause}.")]
    public static partial void InboxUnavailable(ILogger logger, Exception exception, TimeSpan pause);

    [LoggerMessage(EventId = 1030, EventName = nameof(InboxAttemptThrew), Level = LogLevel.Error,
        Message = "Delivery {Key} from {Provider} at {Endpoint} could not be handled from the inbox. It is tried again when its lease ends.")]
    public static partial void InboxAttemptThrew(ILogger logger, Exception exception, string key, string provider, string endpoint);

    [LoggerMessage(EventId = 1032, EventName = nameof(RetryAsked), Level = LogLevel.Information,
        Message = "The handler of delivery {Key} from {Provider} at {Endpoint} wants its event again later.")]
    public static partial void RetryAsked(ILogger logger, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1031, EventName = nameof(InboxNotCounted), Level = LogLevel.Warning,
        Message = "The items of the inbox could not be counted for its metrics.")]
    public static partial void InboxNotCounted(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1033, EventName = nameof(InboxWorkerThrew), Level = LogLevel.Error,
        Message = "The worker of the inbox stopped for an unexpected reason, and handles nothing. It starts again in {Pause}.")]
    public static partial void InboxWorkerThrew(ILogger logger, Exception exception, TimeSpan pause);

    [LoggerMessage(EventId = 1034, EventName = nameof(OrderingKeyThrew), Level = LogLevel.Error,
        Message = "OrderBy threw for delivery {Key} from {Provider} at {Endpoint}, so that it was not stored. The sender will try again.")]
    public static partial void OrderingKeyThrew(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1035, EventName = nameof(HandshakeThrew), Level = LogLevel.Information,
        Message = "The provider {Provider} threw {ExceptionType} while reading a possible handshake at {Endpoint}, which anybody may have sent. The request "
            + "is treated as no handshake. Providers must not throw.")]
    public static partial void HandshakeThrew(ILogger logger, string provider, string endpoint, string exceptionType);

    [LoggerMessage(EventId = 1036, EventName = nameof(AuthenticatorFailed), Level = LogLevel.Information,
        Message = "The authenticator of {Provider} at {Endpoint} failed: {ExceptionType}. The sender will try again.")]
    public static partial void AuthenticatorFailed(ILogger logger, string provider, string endpoint, string exceptionType);

    [LoggerMessage(EventId = 1037, EventName = nameof(QuestionThrew), Level = LogLevel.Error,
        Message = "The handler of question {Key} from {Provider} at {Endpoint} threw. The question is answered with a failure.")]
    public static partial void QuestionThrew(ILogger logger, Exception exception, string provider, string endpoint, string key);

    [LoggerMessage(EventId = 1038, EventName = nameof(EventAcknowledged), Level = LogLevel.Debug,
        Message = "Event {Number} of {Count} in a delivery from {Provider} at {Endpoint}, {Key}: {Outcome}.")]
    public static partial void EventAcknowledged(
        ILogger logger, int number, int count, string provider, string endpoint, string key, WebhookOutcome outcome);

    [LoggerMessage(EventId = 1039, EventName = nameof(EventNotAcknowledged), Level = LogLevel.Information,
        Message = "Event {Number} of {Count} in a delivery from {Provider} at {Endpoint}, {Key}, was not acknowledged: {Outcome} ({Reason}).")]
    public static partial void EventNotAcknowledged(
        ILogger logger, int number, int count, string provider, string endpoint, string key, WebhookOutcome outcome, string reason);

    [LoggerMessage(EventId = 1040, EventName = nameof(InboxItemUnreadable), Level = LogLevel.Warning,
        Message = "Delivery {Key} from {Provider} at {Endpoint} was stored, and this version of the app cannot read it. It stays in the inbox and is tried "
            + "again in {Delay}.")]
    public static partial void InboxItemUnreadable(ILogger logger, string key, string provider, string endpoint, TimeSpan delay);

    [LoggerMessage(EventId = 1041, EventName = nameof(CompletionRetriedAgain), Level = LogLevel.Debug,
        Message = "Delivery {Key} from {Provider} at {Endpoint} was handled, but the store failed again to record it. Recording is tried again.")]
    public static partial void CompletionRetriedAgain(ILogger logger, Exception exception, string provider, string endpoint, string key);

    /// <summary>Logs the outcome of a delivery; one message for each.</summary>
    public static void DeliveryEnded(ILogger logger, string provider, string endpoint, in WebhookReceiveResult result)
    {
        switch (result.Outcome)
        {
            case WebhookOutcome.Unauthenticated:
                Unauthenticated(logger, provider, endpoint, result.SignatureFailure ?? SignatureFailure.NotVerified);
                break;
            case WebhookOutcome.UnsupportedMediaType:
                UnsupportedMediaType(logger, provider, endpoint);
                break;
            case WebhookOutcome.Processed or WebhookOutcome.Ignored or WebhookOutcome.Accepted or WebhookOutcome.Duplicate or WebhookOutcome.Answered:
                if (logger.IsEnabled(LogLevel.Debug))
                {
                    Acknowledged(logger, provider, endpoint, result.Key?.ShortName, result.Outcome);
                }

                break;
            default:
                string reason = TelemetryNames.GetError(result);
                NotAcknowledged(
                    logger, provider, endpoint, result.Key?.ShortName ?? "-", result.Outcome, result.Member is null ? reason : $"{reason} {result.Member}");
                break;
        }
    }
}
