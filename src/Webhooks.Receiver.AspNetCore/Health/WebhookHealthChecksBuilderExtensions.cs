using Microsoft.Extensions.Diagnostics.HealthChecks;
using Webhooks.Receiver.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of receiving webhooks.</summary>
public static class WebhookHealthChecksBuilderExtensions
{
    /// <summary>Adds the check <c>webhooks</c>: degraded while a reloaded configuration is rejected. Needs <c>AddWebhooks</c>.</summary>
    /// <param name="builder">The health checks.</param>
    public static IHealthChecksBuilder AddWebhooks(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration("webhooks",
            static services => new WebhookHealthCheck(services.GetRequiredService<Webhooks.Receiver.WebhookConfigurationStatus>()),
            failureStatus: null, tags: null));
    }
}
