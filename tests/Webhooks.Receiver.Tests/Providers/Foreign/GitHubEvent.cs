using System.Text.Json;

namespace Webhooks.Receiver.Tests;

public sealed record GitHubEvent(string Name, JsonElement Json) : IWebhookEvent<GitHubEvent>
{
    public static WebhookProvider<GitHubEvent> Provider { get; } = new GitHubProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => Name;
}
