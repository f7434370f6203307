namespace Webhooks.Receiver.Sqlite;

/// <summary>The items of one endpoint that have one ordering key.</summary>
internal readonly record struct InboxGroup(string Provider, string Endpoint, byte[] OrderingKey)
{
    /// <summary>Binds the first three parameters.</summary>
    public SqliteStatement Bind(SqliteStatement statement) => statement.Bind(1, Provider).Bind(2, Endpoint).Bind(3, OrderingKey);

    /// <summary>Reads the group of a row; null if the item has no ordering key.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The first of the columns provider, endpoint and ordering_key.</param>
    public static InboxGroup? Read(SqliteStatement row, int column) => row.IsNull(column + 2)
        ? null
        : new InboxGroup(row.GetText(column), row.GetText(column + 1), row.GetBytes(column + 2).ToArray());
}
