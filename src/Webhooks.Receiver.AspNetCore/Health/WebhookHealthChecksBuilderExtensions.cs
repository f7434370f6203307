using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Webhooks.Receiver.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of webhook endpoints.</summary>
public static class WebhookHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds the check <c>webhooks</c>: degraded while a reloaded configuration is rejected, or while the inbox has dead items or ones older
    /// than <see cref="Webhooks.Receiver.WebhookInboxOptions.DegradedAge"/>; unhealthy while the inbox cannot be read. Its data has the
    /// inbox's counts. Needs <c>AddWebhooks</c>.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    public static IHealthChecksBuilder AddWebhooks(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration("webhooks",
            static services => new WebhookHealthCheck(
                services.GetRequiredService<Webhooks.Receiver.WebhookConfigurationStatus>(),
                services.GetRequiredService<Webhooks.Receiver.WebhookInboxStatus>(),
                services.GetRequiredService<IOptions<Webhooks.Receiver.WebhookInboxOptions>>(),
                services.GetRequiredService<TimeProvider>(),
                services.GetService<Webhooks.Receiver.IWebhookInbox>()),
            failureStatus: null, tags: null));
    }
}
