using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver;

/// <summary>The result of <c>AddWebhooks</c> and <c>AddWebhookReceiver</c>. Extension methods register more with it.</summary>
public interface IWebhooksBuilder
{
    /// <summary>The service collection.</summary>
    IServiceCollection Services { get; }
}
