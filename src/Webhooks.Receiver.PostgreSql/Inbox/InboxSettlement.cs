using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>The result of an attempt, to be recorded.</summary>
internal readonly record struct InboxSettlement(IdempotencyKey Key, ClaimToken Token, InboxResult Result);
