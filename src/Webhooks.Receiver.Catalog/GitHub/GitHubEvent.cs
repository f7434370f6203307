namespace Webhooks.Receiver.Catalog;

/// <summary>An event of GitHub, such as <c>pull_request</c>. GitHub signs neither its type nor its id: both are in headers.</summary>
public sealed class GitHubEvent : CatalogEvent, IWebhookEvent<GitHubEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<GitHubEvent> Provider { get; } = new CatalogProvider<GitHubEvent>(
        "GitHub",
        new SignatureScheme
        {
            Header = "X-Hub-Signature-256",
            Format = SignatureFormat.Value("sha256="),
        },
        Sender.Retrying(TimeSpan.FromDays(3), deadline: 10) with { ShortestRetryWindow = TimeSpan.FromMinutes(1) }) // none is certain: by hand
    {
        AcceptsForms = true,
        UnwrapsPayload = true,
        Type = EventText.Header("X-GitHub-Event"),
        Id = EventText.Header("X-GitHub-Delivery"),
        Identify = e => DeliveryIdentity.FromUnsigned(e.Id),
        WithoutId = IdentityWithoutId.None,
    };
}
