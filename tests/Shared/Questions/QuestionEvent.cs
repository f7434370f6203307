namespace Webhooks.Receiver.Tests;

/// <summary>A question whose sender waits for an answer.</summary>
internal sealed record QuestionEvent(string Text) : IWebhookEvent<QuestionEvent>
{
    public static WebhookProvider<QuestionEvent> Provider { get; } = new QuestionProvider();

    public DeliveryIdentity Identity { get; set; }

    public string Type => "question";
}
