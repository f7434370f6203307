using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver;
using Webhooks.Receiver.Cue;

namespace Snippets;

public interface ICustomers
{
    Task<Customer?> FindAsync(string? name, CancellationToken cancellationToken);
}

public sealed record Customer(string Id, IReadOnlyList<string> Secrets);

internal static class TenantSnippet
{
    public static void Use(WebApplication app, Func<CueEvent, WebhookContext, Task> handler)
    {
        #region tenants
        app.MapWebhook("/webhooks/{customer}/cue", handler).WithWebhook<CueEvent>(options =>
            options.ResolveTenant = async (request, cancellationToken) =>
            {
                ICustomers customers = request.Services.GetRequiredService<ICustomers>();
                Customer? customer = await customers.FindAsync(request.GetRouteValue("customer"), cancellationToken);
                return customer is null ? null : new WebhookTenant(customer.Id, customer.Secrets);
            });
        #endregion
    }
}
