namespace Webhooks.Receiver.Tests;

public enum StoreFlaw
{
    None,
    StaleTokensAccepted,
    RunningClaimsGivenAway,
    NoRetryAfter,
    FullAtOnce,
    LongLeases,
    RenewalsIgnored,
    CompletionsForgotten,
    ShortRetention,
    ReleasesIgnored,
}
