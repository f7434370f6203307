using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// docs.github.com, "Validating webhook deliveries": <c>X-Hub-Signature-256: sha256=…</c> over the body. The delivery's id and the
/// event's name are headers that are not signed: the first cannot be the identity.
/// </summary>
public sealed class GitHubProvider : WebhookProvider<GitHubEvent>
{
    public override string Name => "github";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-Hub-Signature-256", Format = SignatureFormat.Value("sha256=") };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(10),
        ShortestRetryWindow = TimeSpan.FromHours(1),
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    public override WebhookParseResult<GitHubEvent> Parse(WebhookPayload payload) =>
        ForeignJson.Read(payload.Body) is JsonElement root && payload.Headers["X-GitHub-Event"] is [{ Length: > 0 } name]
            ? WebhookParseResult<GitHubEvent>.Parsed(new GitHubEvent(name, root), DeliveryIdentity.FromBody(payload.Body))
            : WebhookParseResult<GitHubEvent>.Malformed();
}
