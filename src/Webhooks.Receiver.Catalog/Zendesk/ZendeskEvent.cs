namespace Webhooks.Receiver.Catalog;

/// <summary>An event of Zendesk, such as <c>zen:event-type:ticket.created</c>, or the request of a trigger. The id of an event is signed.</summary>
public sealed class ZendeskEvent : CatalogEvent, IWebhookEvent<ZendeskEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<ZendeskEvent> Provider { get; } = new CatalogProvider<ZendeskEvent>(
        "Zendesk",
        new SignatureScheme
        {
            Header = "X-Zendesk-Webhook-Signature",
            Encoding = SignatureEncoding.Base64,
            Timestamp = SignatureTimestamp.InHeader("X-Zendesk-Webhook-Signature-Timestamp", TimestampFormats.Iso8601),
            SignedContent = [SignedPart.Timestamp, SignedPart.Body],
        },
        Sender.Undocumented(deadline: 10))
    {
        StatusCodes = StatusCode.ConflictIfRetryNeeded,

        // The body of a trigger is its author's: a member "id" is then perhaps the ticket's, and many requests have it.
        Id = EventText.From(json => IsEvent(EventMember.Text(json, "type")) ? EventMember.Text(json, "id") : null)
            .Or(EventText.Header("X-Zendesk-Webhook-Invocation-Id")),
        Identify = e => IsEvent(e.Type) && e.Id == EventMember.Text(e.Json, "id") ? DeliveryIdentity.FromSigned(e.Id) : DeliveryIdentity.FromUnsigned(e.Id),
        WithoutId = IdentityWithoutId.None,
        Time = EventText.Member("time"),
    };

    private static bool IsEvent(string? type) => type is not null && type.StartsWith("zen:event-type:", StringComparison.Ordinal);
}
