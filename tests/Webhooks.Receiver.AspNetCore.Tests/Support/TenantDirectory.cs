namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A scoped service that knows the tenants, as a database would.</summary>
internal sealed class TenantDirectory(TenantLookups lookups)
{
    public WebhookTenant? Find(string? name)
    {
        lookups.Add(this);
        return lookups.Tenants.GetValueOrDefault(name ?? "") is { } secrets ? new WebhookTenant(name!, secrets) : null;
    }
}
