using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>What one process has of a database: its inbox, its keys, and what people look at. All three share their data.</summary>
/// <param name="Inbox">The inbox.</param>
/// <param name="Idempotency">The idempotency store of the same database.</param>
/// <param name="Items">Shows and changes the items of the inbox.</param>
public sealed record InboxStores(IInboxStore Inbox, IIdempotencyStore Idempotency, IWebhookInbox Items);
