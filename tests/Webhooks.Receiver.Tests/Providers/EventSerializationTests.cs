using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>A handler may log or store events as JSON: those of every type can be serialized without options, also if optional members are missing.</summary>
public sealed class EventSerializationTests
{
    // The serializer's defaults. Test projects switch them off, to find what is not safe for AOT.
    private static readonly JsonSerializerOptions _defaults = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    private static readonly ServiceProvider _services =
        new ServiceCollection().AddWebhookReceiver().AddCueApiPayload(DailySyncJsonContext.Default.DailySync).Services.BuildServiceProvider();

    private static object[] Events =>
    [
        .. Published<AdGemEvent>(ProviderPayloads.AdGem, "type"),
        .. Published<AdGemPostback>(ProviderPayloads.AdGemPostbacks),
        .. Published<CueEvent>(ProviderPayloads.Cue, "type"),
        .. Published<CubeConnectEvent>(ProviderPayloads.CubeConnect, "event"),
        .. Published<CueApiEvent>(ProviderPayloads.CueApi),
        .. Published<CueApiEvent<DailySync>>(ProviderPayloads.CueApi),
        .. Published<CueApiAlert>(ProviderPayloads.CueApiAlerts, "alert_type"),
        .. Published<CueApiMessage>(ProviderPayloads.CueApiMessages),
        .. Published<CueApiSubscriptionEvent>(ProviderPayloads.CueApiSubscriptions, "event_type"),
        .. Published<SoriEvent>(ProviderPayloads.Sori, "event_type"),
        Parse<CueApiAuthorization>(
            """{"sender_user_id":"u","recipient_user_id":"u","sender_agent_id":"a","recipient_agent_id":"b","message_kind":"message"}"""u8)!,
        Parse<CueApiEvent>("7"u8, (CueApiHeaders.ExecutionId, "e-1"))!,
        Parse<CueApiMessage>("""{"id":"m"}"""u8, (CueApiHeaders.EventType, "message.read"))!,
        new CueApiUnknownEvent { ExecutionId = "e-1", Json = JsonEdit.Root("{}"u8.ToArray()), ReadError = new WebhookReadError(null) },
    ];

    [Fact]
    public void Serialize_EventOfAnyType_IsJsonThatNamesItsTypeOnceAtMost()
    {
        foreach (object e in Events)
        {
            Func<string> serialize = () => JsonSerializer.Serialize(e, _defaults);

            string json = serialize.Should().NotThrow("of {0}", e.GetType()).Subject;

            using var document = JsonDocument.Parse(json, _strict);
            document.RootElement.EnumerateObject().Select(member => member.Name).Intersect(["Type", "event", "alert_type", "event_type"])
                .Should().HaveCountLessThanOrEqualTo(1, "of {0}", e.GetType());
        }
    }

    [Fact]
    public void Serialize_MissingRawJson_IsLeftOut()
    {
        string[] members = Members("""{"alert_id":"a","alert_type":"new"}""");

        members.Should().Contain(["alert_type", "AlertId", "Json"]).And.NotContain("Metadata");
        Members("""{"alert_id":"a","alert_type":"new","metadata":null}""").Should().Contain("Metadata");

        static string[] Members(string body)
        {
            using var json = JsonDocument.Parse(JsonSerializer.Serialize<object>(Parse<CueApiAlert>(Sender.Utf8(body))!, _defaults));
            return [.. json.RootElement.EnumerateObject().Select(member => member.Name)];
        }
    }

    [Fact]
    public void Events_OfThisTest_AreOfEveryType()
    {
        IEnumerable<Type> types = typeof(IWebhookEvent).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(IWebhookEvent)) && !type.IsAbstract);

        Events.Select(e => e.GetType()).Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).Distinct().Should().BeEquivalentTo(types);
    }

    /// <summary>The published events, each also with another type, and each with as few members as make an event, and an event of its type.</summary>
    private static IEnumerable<TEvent> Published<TEvent>(ProviderPayloads payloads, string? typeMember = null)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        foreach (byte[] known in payloads.KnownBodies)
        {
            foreach (byte[] body in typeMember is null ? [known] : new[] { known, JsonEdit.With(known, typeMember, "\"x.hologram\"") })
            {
                TEvent e = Parse<TEvent>(body)!;
                yield return e;
                yield return WithFewestMembers<TEvent>(body, less => less is not null);
                yield return WithFewestMembers<TEvent>(body, less => less?.GetType() == e.GetType());
            }
        }
    }

    private static TEvent WithFewestMembers<TEvent>(byte[] body, Func<TEvent?, bool> isEnough)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        foreach (string path in JsonEdit.Members(body).Reverse())
        {
            byte[] less = JsonEdit.Without(body, path);
            body = isEnough(Parse<TEvent>(less)) ? less : body;
        }

        return Parse<TEvent>(body)!;
    }

    private static TEvent? Parse<TEvent>(ReadOnlySpan<byte> body, params (string Name, string Value)[] headers)
        where TEvent : class, IWebhookEvent<TEvent> =>
        TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.From(headers.Select(header => KeyValuePair.Create(header.Name, header.Value))), _services)).Event;
}
