using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>An object of a provider's JSON. Members that this version does not know are kept.</summary>
public abstract record WebhookObject
{
    /// <summary>The members that this version does not know, by their JSON names; null where there are none.</summary>
    // Settable: an init accessor on extension data throws at first use under source generation.
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? ExtensionData { get; set; }

    /// <summary>Names the type only: what providers send is personal data, and an event ends up in a log sooner than one thinks.</summary>
    public sealed override string ToString() => GetType().Name;
}
