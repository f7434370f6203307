namespace Webhooks.Receiver.Catalog;

/// <summary>
/// An event of Meta, of WhatsApp, Instagram, Messenger or a page, such as <c>messages</c>. The <see cref="CatalogEvent.Id"/> of a message is
/// signed; others have none.
/// </summary>
public sealed class MetaEvent : CatalogEvent, IWebhookEvent<MetaEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<MetaEvent> Provider { get; } = new CatalogProvider<MetaEvent>(
        "Meta",
        new SignatureScheme { Header = "X-Hub-Signature-256", Format = SignatureFormat.Value("sha256=") },
        Sender.Retrying(TimeSpan.FromHours(36), deadline: 5) with { ShortestRetryWindow = TimeSpan.FromMinutes(1) })
    {
        AnswersHub = true,
        StatusCodes = StatusCode.OkIfAccepted,
        Splitter = MetaParts.Split,
        Type = EventText.From(MetaItem.FindType),
        Id = EventText.From(MetaItem.FindId),
        Identify = e => DeliveryIdentity.FromSigned(e.Id, MetaItem.FindDetail(e.Json)),
    };
}
