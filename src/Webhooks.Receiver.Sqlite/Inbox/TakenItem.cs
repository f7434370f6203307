using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>An item that was taken, without its content.</summary>
internal sealed class TakenItem
{
    /// <summary>The columns that <see cref="Read"/> needs, in its order.</summary>
    public const string Columns =
        "id, key_hash, provider, endpoint, tenant, event_type, ordering_key, received_at, retention, token, attempts";

    private readonly string _provider;
    private readonly string _endpoint;
    private readonly string? _tenant;
    private readonly string _eventType;
    private readonly byte[]? _orderingKey;
    private readonly DateTimeOffset _receivedAt;
    private readonly TimeSpan _retention;
    private readonly int _attempt;

    private TakenItem(SqliteStatement row)
    {
        Id = row.GetInt64(0);
        Key = IdempotencyKey.FromBytes(row.GetBytes(1));
        _provider = row.GetText(2);
        _endpoint = row.GetText(3);
        _tenant = row.GetNullableText(4);
        _eventType = row.GetText(5);
        _orderingKey = row.IsNull(6) ? null : row.GetBytes(6).ToArray();
        _receivedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7));
        _retention = TimeSpan.FromMilliseconds(row.GetInt64(8));
        Token = new ClaimToken(row.GetInt64(9));
        _attempt = (int)row.GetInt64(10);
    }

    public long Id { get; }

    public IdempotencyKey Key { get; }

    public ClaimToken Token { get; }

    public static TakenItem Read(SqliteStatement row) => new(row);

    public InboxItem ToItem(byte[] metadata, byte[] body)
    {
        var delivery = new InboxDelivery
        {
            Key = Key,
            Provider = _provider,
            Endpoint = _endpoint,
            Tenant = _tenant,
            EventType = _eventType,
            OrderingKey = _orderingKey,
            ReceivedAt = _receivedAt,
            Retention = _retention,
            Metadata = metadata,
            Body = body,
        };
        return new InboxItem(delivery, Token, _attempt);
    }
}
