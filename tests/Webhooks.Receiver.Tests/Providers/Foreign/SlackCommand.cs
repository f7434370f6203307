namespace Webhooks.Receiver.Tests;

public sealed record SlackCommand(string Command, string Text, string UserId, string ResponseUrl) : IWebhookEvent<SlackCommand>
{
    public static WebhookProvider<SlackCommand> Provider { get; } = new SlackProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => Command;
}
