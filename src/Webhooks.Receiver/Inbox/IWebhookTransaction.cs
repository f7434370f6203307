using System.Data.Common;

namespace Webhooks.Receiver;

/// <summary>
/// The database transaction in which a handler runs at an endpoint with <c>HandleInTransaction</c>. What the handler writes with it
/// commits together with the completion of its event, or not at all. A scoped service.
/// </summary>
/// <remarks>
/// Do not commit it, roll it back or close the connection. Writes through any other connection are not covered. Not thread-safe, as
/// connections are not.
/// </remarks>
public interface IWebhookTransaction
{
    /// <summary>The open connection of the transaction.</summary>
    /// <exception cref="InvalidOperationException">The handler does not run in a transaction.</exception>
    DbConnection Connection { get; }

    /// <summary>The transaction, for commands that have to name it.</summary>
    /// <exception cref="InvalidOperationException">The handler does not run in a transaction.</exception>
    DbTransaction Transaction { get; }
}
