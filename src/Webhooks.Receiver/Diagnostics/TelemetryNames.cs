using System.Collections.Frozen;
using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>Outcomes and failures as metrics and traces name them: the enum's own names in snake case.</summary>
internal static class TelemetryNames
{
    private static readonly FrozenDictionary<WebhookOutcome, string> _outcomes = SnakeCase<WebhookOutcome>();
    private static readonly FrozenDictionary<SignatureFailure, string> _failures = SnakeCase<SignatureFailure>();

    public static string Of(WebhookOutcome outcome) => _outcomes[outcome];

    public static string Of(SignatureFailure failure) => _failures[failure];

    public static string ErrorOf(in WebhookReceiveResult result) =>
        result.SignatureFailure is { } failure ? Of(failure) : Of(result.Outcome);

    private static FrozenDictionary<T, string> SnakeCase<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
}
