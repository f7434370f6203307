namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>What a handler got.</summary>
internal sealed record Handled(CatalogEvent Event, AuthenticatedParts Authenticated, byte[] Body, IReadOnlyList<WebhookDeliveryHeader> Headers, IdempotencyKey Key);
