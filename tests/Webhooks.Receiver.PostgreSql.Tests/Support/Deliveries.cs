namespace Webhooks.Receiver.PostgreSql.Tests;

internal static class Deliveries
{
    public static readonly InboxEndpoint Endpoint = new("provider", "endpoint");

    public static InboxDelivery New(
        string eventType = "type", string? orderingKey = null, IdempotencyKey? key = null, byte[]? body = null, TimeSpan? retention = null) => new()
        {
            Key = key ?? Keys.New(),
            Provider = Endpoint.Provider,
            Endpoint = Endpoint.Endpoint,
            EventType = eventType,
            OrderingKey = orderingKey is null ? default : System.Text.Encoding.UTF8.GetBytes(orderingKey),
            ReceivedAt = DateTimeOffset.UtcNow,
            Retention = retention ?? TimeSpan.FromDays(7),
            Metadata = new byte[] { 1 },
            Body = body ?? [2],
        };
}
