using Npgsql;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>A row that was taken. Ids grow with the order in which items were stored.</summary>
internal readonly record struct TakenRow(long Id, InboxItem Item)
{
    public static TakenRow Read(NpgsqlDataReader row)
    {
        var delivery = new InboxDelivery
        {
            Key = IdempotencyKey.FromBytes(row.GetFieldValue<byte[]>(3)),
            Provider = row.GetString(4),
            Endpoint = row.GetString(5),
            Tenant = row.IsDBNull(6) ? null : row.GetString(6),
            EventType = row.GetString(7),
            OrderingKey = row.IsDBNull(8) ? [] : row.GetFieldValue<byte[]>(8),
            ReceivedAt = new DateTimeOffset(row.GetDateTime(9)),
            Retention = TimeSpan.FromTicks(row.GetInt64(10)),
            Metadata = row.GetFieldValue<byte[]>(11),
            Body = row.GetFieldValue<byte[]>(12),
        };
        return new TakenRow(row.GetInt64(0), new InboxItem(delivery, new ClaimToken(row.GetInt64(1)), row.GetInt32(2)));
    }
}
