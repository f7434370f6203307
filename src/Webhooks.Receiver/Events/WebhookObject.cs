using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>An object in a provider's JSON. It keeps members that this version does not know or cannot read.</summary>
public abstract record WebhookObject
{
    /// <summary>
    /// The members that this version does not know, and the optional members that it cannot read, by their JSON names; null if there are
    /// none. A lone surrogate in a name is written as its escape sequence.
    /// </summary>
    // Settable: an init accessor on extension data throws at first use under source generation.
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? ExtensionData { get; set; }

    /// <summary>Returns the name of the type only: an event may contain personal data, which must not get into a log.</summary>
    public sealed override string ToString() => GetType().Name;
}
