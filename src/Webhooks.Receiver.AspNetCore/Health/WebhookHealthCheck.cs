using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>
/// Reports degraded while a reloaded configuration is rejected and the previous one stays in use, and while the inbox has dead or overdue
/// items; unhealthy while the inbox cannot be read.
/// </summary>
internal sealed class WebhookHealthCheck(
    WebhookConfigurationStatus status, WebhookInboxStatus worker, IOptions<WebhookInboxOptions> options, TimeProvider timeProvider,
    IWebhookInbox? inbox) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<string> problems = [];
        Dictionary<string, object> data = [];
        if (status.Rejected is { Count: > 0 } rejected)
        {
            problems.Add($"The reloaded configuration was rejected, and the last valid one stays in use: {string.Join(" ", rejected)}");
        }

        if (inbox is not null)
        {
            WebhookInboxCounts counts;
            try
            {
                counts = await inbox.CountAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, "The inbox cannot be read.", e);
            }

            TimeSpan age = counts.OldestReceivedAt is { } oldest ? timeProvider.GetUtcNow() - oldest : TimeSpan.Zero;
            data["inbox.pending"] = counts.Pending;
            data["inbox.running"] = counts.Running;
            data["inbox.dead"] = counts.Dead;
            data["inbox.oldest.age"] = age;
            data["inbox.attempts"] = worker.Attempts; // of this process, since its start; the rest is of all processes
            data["inbox.attempts.failed"] = worker.FailedAttempts;
            if (counts.Dead > 0)
            {
                problems.Add($"{counts.Dead} deliveries in the inbox are dead. Requeue or delete them.");
            }

            if (age > options.Value.DegradedAge)
            {
                problems.Add($"The oldest delivery in the inbox has waited for {age:d\\.hh\\:mm\\:ss}.");
            }
        }

        return problems.Count > 0 ? HealthCheckResult.Degraded(string.Join(" ", problems), data: data) : HealthCheckResult.Healthy(data: data);
    }
}
