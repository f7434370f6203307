using Microsoft.AspNetCore.Builder;

namespace Webhooks.Receiver;

/// <summary>Configures an endpoint mapped with <c>MapWebhook</c>.</summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public sealed class WebhookEndpointBuilder<TEvent> : IEndpointConventionBuilder
    where TEvent : class, IWebhookEvent<TEvent>
{
    private readonly IEndpointConventionBuilder _conventions;

    internal WebhookEndpointBuilder(IEndpointConventionBuilder conventions) => _conventions = conventions;

    /// <summary>The ordering key; null for none.</summary>
    internal Func<TEvent, string?>? OrderingKey { get; private set; }

    /// <summary>
    /// Handles events with equal ordering keys one after the other, in the order in which they were stored. An event that failed keeps
    /// the later ones of its key waiting until it is handled or dead; other keys, and other tenants, do not wait. Needs
    /// <c>ProcessInBackground</c>.
    /// </summary>
    /// <param name="orderingKey">Gets the key, such as <c>e => e.CampaignId</c>. Null or empty means no order. Must not throw.</param>
    /// <returns>This builder.</returns>
    public WebhookEndpointBuilder<TEvent> OrderBy(Func<TEvent, string?> orderingKey)
    {
        ArgumentNullException.ThrowIfNull(orderingKey);
        OrderingKey = orderingKey;
        return this;
    }

    /// <inheritdoc/>
    public void Add(Action<EndpointBuilder> convention) => _conventions.Add(convention);

    /// <inheritdoc/>
    public void Finally(Action<EndpointBuilder> finallyConvention) => _conventions.Finally(finallyConvention);
}
