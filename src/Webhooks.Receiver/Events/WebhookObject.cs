using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver;

/// <summary>An object of a provider's JSON. Members that this version does not know, or cannot read, are kept.</summary>
public abstract record WebhookObject
{
    /// <summary>
    /// The members that this version does not know, and the optional ones that it knows in another form, by their JSON names; null where
    /// there are none. A name that is no text, since it has a lone surrogate, stands here as its escape sequence is written.
    /// </summary>
    // Settable: an init accessor on extension data throws at first use under source generation.
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? ExtensionData { get; set; }

    /// <summary>Names the type only: what providers send is personal data, and an event ends up in a log sooner than one thinks.</summary>
    public sealed override string ToString() => GetType().Name;
}
