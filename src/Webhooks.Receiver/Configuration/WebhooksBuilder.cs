using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver;

internal sealed record WebhooksBuilder(IServiceCollection Services) : IWebhooksBuilder;
