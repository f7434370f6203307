namespace Webhooks.Receiver.Catalog;

/// <summary>An event, an interaction or a command of Slack. The <see cref="CatalogEvent.Id"/> of an event is signed; the others have none.</summary>
public sealed class SlackEvent : CatalogEvent, IWebhookEvent<SlackEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<SlackEvent> Provider { get; } = new CatalogProvider<SlackEvent>(
        "Slack",
        new SignatureScheme
        {
            Header = "X-Slack-Signature",
            Format = SignatureFormat.Value("v0="),
            Timestamp = SignatureTimestamp.InHeader("X-Slack-Request-Timestamp"),
            SignedContent = [SignedPart.Text("v0:"), SignedPart.Timestamp, SignedPart.Text(":"), SignedPart.Body],
        },
        Sender.Retrying(TimeSpan.FromMinutes(6), deadline: 3))
    {
        AcceptsForms = true,
        UnwrapsPayload = true,
        Challenge = Challenge.Echo("url_verification", json => EventMember.Text(json, "type") == "url_verification" ? EventMember.Text(json, "challenge") : null),
        Type = EventText.Member("event", "type").Or(EventText.Member("type")).Or(EventText.Member("command")),
        Id = EventText.Member("event_id"),
        Time = EventText.Member("event_time"),
        WithoutId = IdentityWithoutId.HashOfBodyAt("X-Slack-Request-Timestamp"), // a menu asks the same thing again
    };
}
