using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>B6: the type and the second do not tell one event from another.</summary>
public sealed class CubeConnectDeliveriesTests
{
    private const string Head = """{"event":"message.status_updated","tenant_id":1,"timestamp":"2026-03-13T20:51:14+03:00",""";
    private const string ReceivedHead = """{"event":"message.received","tenant_id":1,"timestamp":"2026-03-13T20:51:14+03:00",""";

    public static TheoryData<string, string> Pairs => new()
    {
        { ReceivedHead + "\"wa_message_id\":\"wamid.1\",\"content\":\"yes\"}", ReceivedHead + "\"wa_message_id\":\"wamid.2\",\"content\":\"yes\"}" },
        { Head + "\"message_id\":\"wamid.1\",\"status\":\"sent\"}", Head + "\"message_id\":\"wamid.2\",\"status\":\"sent\"}" },
        { Head + "\"message_id\":\"wamid.1\",\"status\":\"sent\"}", Head + "\"message_id\":\"wamid.1\",\"status\":\"delivered\"}" },
        { ReceivedHead + "\"wa_message_id\":\"wamid.1\"}", Head + "\"message_id\":\"wamid.1\",\"status\":\"sent\"}" },
        {
            """{"event":"campaign.created","timestamp":"2026-03-13T20:51:14+03:00","name":"one"}""",
            """{"event":"campaign.created","timestamp":"2026-03-13T20:51:14+03:00","name":"two"}"""
        },
        {
            """{"event":"of.tomorrow","timestamp":"2026-03-13T20:51:14+03:00","x":1}""",
            """{"event":"of.tomorrow","timestamp":"2026-03-13T20:51:14+03:00","x":2}"""
        },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Deliveries_TwoInOneSecond_AreTwoEventsAndTheirRetriesNone(string one, string two)
    {
        ProviderUnderTest provider = ProvidersUnderTest.CubeConnect;
        List<IdempotencyKey> handled = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<CubeConnectEvent>((_, context) =>
            {
                handled.Add(context.Delivery.Key);
                return Task.CompletedTask;
            }),
            options => provider.Configure(options));

        for (int attempt = 0; attempt < 3; attempt++)
        {
            foreach (string json in new[] { one, two })
            {
                (await app.StatusOfAsync(provider.Message(Encoding.UTF8.GetBytes(json), app.Clock.GetUtcNow()))).Should().Be(HttpStatusCode.OK);
            }

            app.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        handled.Should().HaveCount(2).And.OnlyHaveUniqueItems();
    }
}
