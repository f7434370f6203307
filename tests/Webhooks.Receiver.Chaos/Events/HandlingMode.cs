namespace Webhooks.Receiver.Chaos;

/// <summary>How an endpoint handles its deliveries. Each provider has an endpoint of each.</summary>
internal enum HandlingMode
{
    Inline,
    InlineInTransaction,
    Background,
    BackgroundInTransaction,
}
