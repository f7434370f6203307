using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver;

/// <summary>What <c>AddWebhooks</c> and <c>AddWebhookReceiver</c> return to go on with: every further step is an extension method.</summary>
public interface IWebhooksBuilder
{
    /// <summary>The service collection.</summary>
    IServiceCollection Services { get; }
}
