using System.Text.Json;

namespace Webhooks.Receiver.Catalog;

/// <summary>An update of a Telegram bot, such as <c>message</c>. Telegram sends a secret, and signs nothing: neither the body nor the id.</summary>
public sealed class TelegramEvent : CatalogEvent, IWebhookEvent<TelegramEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<TelegramEvent> Provider { get; } = new CatalogProvider<TelegramEvent>(
        "Telegram",
        new SignatureScheme
        {
            Header = "X-Telegram-Bot-Api-Secret-Token",
            Algorithm = SignatureAlgorithm.SharedSecret,
            SignedContent = [],
        },
        Sender.Retrying(TimeSpan.FromHours(24), deadline: 10) with { ShortestRetryWindow = TimeSpan.FromMinutes(1) })
    {
        Type = EventText.From(json => json.ValueKind == JsonValueKind.Object
            ? json.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object).Select(member => member.Name).FirstOrDefault()
            : null),
        Id = EventText.Member("update_id"),
        Identify = e => DeliveryIdentity.FromUnsigned(e.Id),
        WithoutId = IdentityWithoutId.HashOfUnsignedBody,
    };
}
