namespace Webhooks.Receiver.Catalog;

/// <summary>An event of HubSpot, such as <c>contact.creation</c>. Its <see cref="CatalogEvent.Id"/> is signed, and one part of its identity.</summary>
public sealed class HubSpotEvent : CatalogEvent, IWebhookEvent<HubSpotEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<HubSpotEvent> Provider { get; } = new CatalogProvider<HubSpotEvent>(
        "HubSpot",
        new SignatureScheme
        {
            Header = "X-HubSpot-Signature-v3",
            Encoding = SignatureEncoding.Base64,
            Timestamp = SignatureTimestamp.InHeader("X-HubSpot-Request-Timestamp", TimestampFormats.UnixMilliseconds),
            SignedContent = [SignedPart.Method, SignedPart.Custom(HubSpotUrl.Write, coversBody: false, usesUrl: true), SignedPart.Body, SignedPart.Timestamp],
        },
        Sender.Retrying(TimeSpan.FromHours(24), deadline: 5))
    {
        Splitter = payload => WebhookParts.FromJsonArray(payload),
        Type = EventText.Member("subscriptionType"),
        Id = EventText.Member("eventId"),
        Time = EventText.Member("occurredAt"),
        // HubSpot does not promise that ids are unique; the number of the attempt differs between retries.
        Identify = e => DeliveryIdentity.FromSigned(e.Id, EventMember.Join(
            e.Json, "portalId", "subscriptionId", "objectTypeId", "objectId", "propertyName", "occurredAt", "subscriptionType",
            "fromObjectId", "toObjectId", "associationType", "associationTypeId", "messageId", "primaryObjectId", "newObjectId")),
    };
}
