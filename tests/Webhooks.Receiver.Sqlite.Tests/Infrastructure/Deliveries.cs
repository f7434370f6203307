namespace Webhooks.Receiver.Sqlite.Tests;

internal static class Deliveries
{
    public static InboxEndpoint Endpoint { get; } = new("provider", "endpoint");

    public static InboxDelivery New(int bodySize = 100) => new()
    {
        Key = Keys.New(),
        Provider = Endpoint.Provider,
        Endpoint = Endpoint.Endpoint,
        EventType = "type",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Retention = TimeSpan.FromDays(7),
        Metadata = new byte[10],
        Body = new byte[bodySize],
    };
}
