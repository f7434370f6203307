namespace Webhooks.Receiver.Tests;

/// <summary>An event of a sender that signs with a certificate behind a URL, as Amazon SNS does.</summary>
public sealed record SnsEvent(string Id) : IWebhookEvent<SnsEvent>
{
    public static WebhookProvider<SnsEvent> Provider { get; } = new CustomProvider<SnsEvent>("sns", new SnsAuthenticator(), id => new SnsEvent(id));

    public string Type => "Notification";
}
