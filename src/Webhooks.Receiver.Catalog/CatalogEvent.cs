using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Webhooks.Receiver.Catalog;

/// <summary>
/// An authentic event of a provider of the catalogue: its type, its id and its JSON, whatever they are. No type is unknown and no shape is
/// refused. Use the models of the sender's own library, or yours, with <see cref="As"/>.
/// </summary>
/// <remarks>The members can be set, so that a test of a handler can create an event.</remarks>
public abstract class CatalogEvent
{
    private protected CatalogEvent()
    {
    }

    /// <summary>
    /// The type as the provider names it, such as <c>invoice.paid</c>; <c>untyped</c> if the delivery names none. Some providers send it in a
    /// header that they do not sign: the README of the provider says so.
    /// </summary>
    public string Type { get; init; } = "untyped";

    /// <inheritdoc cref="IWebhookEvent.Identity"/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>
    /// The id by which the sender says that a delivery is a retry; null if it sends none, and a hash identifies the event. If the
    /// sender does not sign it, <see cref="WebhookDelivery.Authenticated"/> lacks <see cref="AuthenticatedParts.Identity"/>.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// The body's JSON. Of a form, an object with a text for each field, or an array of texts for one that occurs several times. Of a delivery
    /// with several events, the JSON of this one. A lone surrogate in a member's name is written as its escape sequence.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement Json { get; init; }

    /// <summary>Reads the JSON as a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="typeInfo">How to read it, from a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <returns>The value; null if the JSON is null.</returns>
    /// <exception cref="JsonException">The JSON does not fit the type. The message quotes nothing of it.</exception>
    public T? As<T>(JsonTypeInfo<T> typeInfo)
    {
        try
        {
            return Json.Deserialize(typeInfo);
        }
        catch (JsonException)
        {
            // Without the inner exception, whose path has names from the body in it.
            throw new JsonException($"The JSON of a {GetType().Name} cannot be read as {typeof(T).Name}.");
        }
    }

    /// <summary>Returns the name of the type only: an event may contain personal data, which must not get into a log.</summary>
    public sealed override string ToString() => GetType().Name;
}
