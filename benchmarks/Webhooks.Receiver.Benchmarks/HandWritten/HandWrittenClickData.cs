namespace Webhooks.Receiver.Benchmarks.HandWritten;

internal sealed record HandWrittenClickData(
    string AdId,
    string CampaignId,
    string ClickId,
    string? UserId,
    string? SessionId,
    string? LandingUrl,
    HandWrittenContext? Context,
    HandWrittenMetadata? Metadata);
