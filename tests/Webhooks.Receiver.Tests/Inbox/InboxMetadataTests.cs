using System.Text;

namespace Webhooks.Receiver.Tests;

public sealed class InboxMetadataTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"headers":null}""")]
    public async Task Worker_MetadataWithoutHeaders_ItemIsHandled(string metadata)
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        string body = CueDelivery.ClickBody("evt_1");
        await harness.Inbox.AcceptAsync(
            new InboxDelivery
            {
                Key = IdempotencyKey.Create("cue", "/background", tenant: null, DeliveryIdentity.FromSigned("evt_1")),
                Provider = "cue",
                Endpoint = "/background",
                EventType = "ad.click",
                ReceivedAt = harness.Receiver.Clock.GetUtcNow(),
                Retention = TimeSpan.FromDays(7),
                Metadata = Encoding.UTF8.GetBytes(metadata),
                Body = Encoding.UTF8.GetBytes(body),
            },
            CancellationToken.None);

        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Processed);
    }
}
