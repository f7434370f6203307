namespace Webhooks.Receiver.Catalog;

/// <summary>An event of GitLab, such as <c>merge_request</c>. GitLab sends a secret, and signs nothing: neither the body nor the id.</summary>
public sealed class GitLabEvent : CatalogEvent, IWebhookEvent<GitLabEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<GitLabEvent> Provider { get; } = new CatalogProvider<GitLabEvent>(
        "GitLab",
        new SignatureScheme
        {
            Header = "X-Gitlab-Token",
            Algorithm = SignatureAlgorithm.SharedSecret,
            SignedContent = [],
        },
        Sender.Undocumented(deadline: 10))
    {
        Type = EventText.Member("object_kind").Or(EventText.Member("event_name")).Or(EventText.Header("X-Gitlab-Event")),
        Id = EventText.Header("Idempotency-Key"),
        Identify = e => DeliveryIdentity.FromUnsigned(e.Id),
        WithoutId = IdentityWithoutId.HashOfUnsignedBody,
    };
}
