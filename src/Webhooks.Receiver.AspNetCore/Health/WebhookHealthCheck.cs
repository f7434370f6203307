using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Degraded while a reloaded configuration is rejected and the one before it stays in force.</summary>
internal sealed class WebhookHealthCheck(WebhookConfigurationStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.Rejected is { Count: > 0 } rejected
            ? HealthCheckResult.Degraded($"The reloaded configuration was rejected and the last good one stays in force: {string.Join(" ", rejected)}")
            : HealthCheckResult.Healthy());
}
