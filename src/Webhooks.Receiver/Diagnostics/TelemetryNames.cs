using System.Collections.Frozen;
using System.Text.Json;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>Gets the names of outcomes and failures in metrics and traces: the enum's names in snake case.</summary>
internal static class TelemetryNames
{
    private static readonly FrozenDictionary<WebhookOutcome, string> _outcomes = SnakeCase<WebhookOutcome>();
    private static readonly FrozenDictionary<SignatureFailure, string> _failures = SnakeCase<SignatureFailure>();
    private static readonly FrozenDictionary<WebhookFailureReason, string> _reasons = SnakeCase<WebhookFailureReason>();
    private static readonly FrozenDictionary<WebhookInboxState, string> _states = SnakeCase<WebhookInboxState>();
    private static readonly FrozenDictionary<InboxResultKind, string> _results = SnakeCase<InboxResultKind>();

    public static string Get(WebhookOutcome outcome) => _outcomes[outcome];

    public static string Get(WebhookInboxState state) => _states[state];

    public static string Get(WebhookFailureReason reason) => _reasons[reason];

    /// <summary>Gets the name of an attempt's result: that of the inbox, or of the outcome if nothing was recorded.</summary>
    public static string Get(WebhookOutcome outcome, InboxResultKind? result) =>
        outcome != WebhookOutcome.ClaimLost && result is { } recorded ? _results[recorded] : Get(outcome);

    public static string Get(SignatureFailure failure) => _failures[failure];

    public static string GetError(in WebhookReceiveResult result) =>
        result.SignatureFailure is { } failure ? Get(failure)
        : result.Reason is { } reason and not WebhookFailureReason.Unspecified ? _reasons[reason]
        : Get(result.Outcome);

    private static FrozenDictionary<T, string> SnakeCase<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
