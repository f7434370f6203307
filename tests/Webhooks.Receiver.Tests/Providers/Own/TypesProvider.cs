using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// A provider of some types, or of all that a context lists in its attributes, by their names. A hash of the body identifies an event.
/// </summary>
internal sealed class TypesProvider<TEvent>(JsonSerializerContext context, Func<string, WebhookReadError?, TEvent> createUnknown, params Type[] types)
    : JsonWebhookProvider<TEvent>(context, (types.Length > 0 ? types : FindTypes(context)).ToDictionary(type => type.Name))
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override string Name => "user";

    public override SignatureScheme Scheme { get; } = new() { Header = "X-User" };

    public override SenderBehavior Sender => SlowSender.Behavior;

    protected override string? IdMember => null;

    public WebhookParseResult<TEvent> Parse(string json) => Parse(new WebhookPayload(System.Text.Encoding.UTF8.GetBytes(json), WebhookHeaders.Empty));

    protected override TEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => createUnknown(type, readError);

    private static IEnumerable<Type> FindTypes(JsonSerializerContext context) => context.GetType().GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(JsonSerializableAttribute)).Select(data => (Type)data.ConstructorArguments[0].Value!);
}
