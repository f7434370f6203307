namespace Webhooks.Receiver.AspNetCore;

/// <summary>A dispatcher whose handler has an answer of its own.</summary>
internal interface IAnsweringDispatcher
{
    /// <summary>Sends the handler's answer where the outcome is the handler's, and ours for any other.</summary>
    Task AnswerAsync(MappedWebhook mapped, WebhookReceiveResult result);
}
