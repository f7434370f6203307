namespace Webhooks.Receiver;

/// <summary>The result of a delivery with several events: that of the event that needs a retry most; a delivery without events is ignored.</summary>
internal sealed class CombinedResult
{
    /// <summary>From the least to the most important. A failure that a retry may cure goes before one that it cannot.</summary>
    private static readonly WebhookOutcome[] _byRank =
    [
        WebhookOutcome.Duplicate, WebhookOutcome.Ignored, WebhookOutcome.Accepted, WebhookOutcome.Processed, WebhookOutcome.Unauthenticated,
        WebhookOutcome.InProgress, WebhookOutcome.Failed, WebhookOutcome.ClaimLost, WebhookOutcome.Unavailable,
    ];

    private WebhookReceiveResult? _first; // of the highest rank
    private TimeSpan? _retryAfter;

    public WebhookReceiveResult Result => _first is not { } first
        ? new(WebhookOutcome.Ignored)
        : new(first.Outcome, first.SignatureFailure, _retryAfter, first.Key ?? default, first.Reason);

    public void Add(in WebhookReceiveResult result)
    {
        if (_first is not { } first || Rank(result) > Rank(first))
        {
            _first = result;
        }

        _retryAfter = result.RetryAfter > (_retryAfter ?? TimeSpan.Zero) ? result.RetryAfter : _retryAfter;
    }

    private static int Rank(in WebhookReceiveResult result) => Array.IndexOf(_byRank, result.Outcome);
}
