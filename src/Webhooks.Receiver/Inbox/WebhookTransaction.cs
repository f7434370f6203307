using System.Data.Common;

namespace Webhooks.Receiver.Storage;

/// <summary>
/// The scoped service behind <see cref="IWebhookTransaction"/>. A settlement gets it from <see cref="ClaimedDelivery.Services"/> and
/// sets the transaction before it runs the handler.
/// </summary>
public sealed class WebhookTransaction : IWebhookTransaction
{
    private DbTransaction? _transaction;

    /// <inheritdoc/>
    public DbConnection Connection => Transaction.Connection
        ?? throw new InvalidOperationException("The transaction of this delivery has ended.");

    /// <inheritdoc/>
    public DbTransaction Transaction => _transaction ?? throw new InvalidOperationException(
        "This handler does not run in a transaction. Map its endpoint with HandleInTransaction().");

    /// <summary>Sets the transaction. Its connection is open.</summary>
    /// <param name="transaction">The transaction; the settlement commits it or rolls it back.</param>
    public void Begin(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        _transaction = transaction;
    }
}
