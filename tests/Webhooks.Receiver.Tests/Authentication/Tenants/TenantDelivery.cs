using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>One endpoint for several tenants, and requests of theirs.</summary>
internal static class TenantDelivery
{
    public const string Header = "X-Tenant";

    public static Dictionary<string, string?> NoSettings => [];

    public static string SecretOf(string tenant) => $"c4nary-secret-of-{tenant}";

    public static WebhookEndpoint<CueEvent> Endpoint(Func<WebhookTenantRequest, CancellationToken, ValueTask<WebhookTenant?>> resolve) =>
        ReceiverHarness.EndpointOf<CueEvent>("/webhooks/{tenant}/cue", new WebhookEndpointOptions { ResolveTenant = resolve });

    /// <summary>Knows red and blue by the route.</summary>
    public static WebhookEndpoint<CueEvent> Endpoint() => Endpoint((request, _) => ValueTask.FromResult(Known(request.GetRouteValue("tenant"))));

    public static WebhookTenant? Known(string? id) => id is "red" or "blue" ? new WebhookTenant(id, SecretOf(id)) : null;

    public static BufferedSource Source(string tenant, string secret, string id = "evt_1") => new(CueDelivery.Click(id, secret))
    {
        RouteValues = new Dictionary<string, string> { ["tenant"] = tenant },
    };
}
