using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Stores deliveries in an inbox, as the endpoint does.</summary>
internal static class InboxFiller
{
    private const int Callers = 256;

    private static readonly byte[] _metadata = """{"headers":[]}"""u8.ToArray();

    public static async Task FillAsync(IInboxStore inbox, string endpoint, int count, CancellationToken cancellationToken)
    {
        int number = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(CallAsync, cancellationToken)));

        async Task CallAsync()
        {
            for (int n = Interlocked.Increment(ref number); n < count; n = Interlocked.Increment(ref number))
            {
                InboxAcceptance acceptance = await inbox.AcceptAsync(Create(endpoint, n), cancellationToken);
                Expect.That(acceptance.Status == InboxAcceptStatus.Accepted);
            }
        }
    }

    private static InboxDelivery Create(string endpoint, int number) => new()
    {
        Key = KeyFactory.Next(),
        Provider = CueEvent.Provider.Name,
        Endpoint = endpoint,
        EventType = "ad.click",
        ReceivedAt = TimeProvider.System.GetUtcNow(),
        Retention = TimeSpan.FromDays(7),
        Metadata = _metadata,
        Body = CueDeliveries.Click(number).Body,
    };
}
