namespace Webhooks.Receiver.Catalog;

/// <summary>An event of Zoom, such as <c>meeting.started</c>. Zoom sends no id.</summary>
public sealed class ZoomEvent : CatalogEvent, IWebhookEvent<ZoomEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<ZoomEvent> Provider { get; } = new CatalogProvider<ZoomEvent>(
        "Zoom",
        new SignatureScheme
        {
            Header = "x-zm-signature",
            Format = SignatureFormat.Value("v0="),
            Timestamp = SignatureTimestamp.InHeader("x-zm-request-timestamp").WithTolerance(TimeSpan.FromMinutes(10)), // the first retry comes after 5
            SignedContent = [SignedPart.Text("v0:"), SignedPart.Timestamp, SignedPart.Text(":"), SignedPart.Body],
        },
        Sender.Retrying(TimeSpan.FromMinutes(90), deadline: 3))
    {
        StatusCodes = StatusCode.OkIfAccepted,
        Challenge = new Challenge("endpoint.url_validation", ZoomChallenge.Answer),
        Type = EventText.Member("event"),
        Time = EventText.Member("event_ts"),
    };
}
