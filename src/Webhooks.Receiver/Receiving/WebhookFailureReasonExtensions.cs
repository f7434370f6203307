namespace Webhooks.Receiver;

internal static class WebhookFailureReasonExtensions
{
    /// <summary>Whether a malformed body can have this reason.</summary>
    public static bool IsOfMalformed(this WebhookFailureReason reason) => reason
        is WebhookFailureReason.Unspecified or WebhookFailureReason.NotJson or WebhookFailureReason.NotAnObject
        or WebhookFailureReason.TypeMissing or WebhookFailureReason.IdentityMissing or WebhookFailureReason.DuplicateMember
        or WebhookFailureReason.TooDeep or WebhookFailureReason.TooManyEvents
        or WebhookFailureReason.MemberUnreadable;

    /// <summary>Whether a source that cannot give the body can have this reason.</summary>
    public static bool IsOfUnavailableBody(this WebhookFailureReason reason) => reason
        is WebhookFailureReason.Unspecified or WebhookFailureReason.BodyChanged or WebhookFailureReason.HostStopping
        or WebhookFailureReason.StoreFailed or WebhookFailureReason.StoreTimedOut;
}
