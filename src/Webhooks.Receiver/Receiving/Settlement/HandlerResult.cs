namespace Webhooks.Receiver;

/// <summary>The outcome of a claimed delivery and its reason, as they were decided: a handler may still run, and end later.</summary>
internal readonly record struct HandlerResult(WebhookOutcome Outcome, WebhookFailureReason? Reason = null);
