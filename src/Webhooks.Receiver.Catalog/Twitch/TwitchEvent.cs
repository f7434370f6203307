namespace Webhooks.Receiver.Catalog;

/// <summary>A notification of Twitch EventSub, such as <c>stream.online</c>, or <c>revocation</c>. Its <see cref="CatalogEvent.Id"/> is signed.</summary>
public sealed class TwitchEvent : CatalogEvent, IWebhookEvent<TwitchEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<TwitchEvent> Provider { get; } = new CatalogProvider<TwitchEvent>(
        "Twitch",
        new SignatureScheme
        {
            Header = "Twitch-Eventsub-Message-Signature",
            Format = SignatureFormat.Value("sha256="),
            IdHeader = "Twitch-Eventsub-Message-Id",
            Timestamp = SignatureTimestamp.InHeader("Twitch-Eventsub-Message-Timestamp", TimestampFormats.Iso8601).WithTolerance(TimeSpan.FromMinutes(10)),
            SignedContent = [SignedPart.Id, SignedPart.Timestamp, SignedPart.Body],
        },
        Sender.Undocumented(deadline: 5))
    {
        Challenge = Challenge.Echo("challenge", json => EventMember.Text(json, "challenge")),
        Id = EventText.Header("Twitch-Eventsub-Message-Id"),
        Type = EventText.From(json => EventMember.Get(json, "event") is not null || EventMember.Get(json, "events") is not null
            ? EventMember.Text(json, "subscription", "type")
            : "revocation"),
    };
}
