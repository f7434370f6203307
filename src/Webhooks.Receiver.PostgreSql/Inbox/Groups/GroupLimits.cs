namespace Webhooks.Receiver.PostgreSql;

/// <summary>The limits of a <see cref="GroupWriter{TItem, TResult}"/>.</summary>
/// <param name="MaxCount">The greatest number of items in a group.</param>
/// <param name="MaxSize">The greatest size of a group in bytes; an item that is larger makes a group alone.</param>
/// <param name="MaxWaiting">The greatest number of waiting items.</param>
/// <param name="MaxWaitingSize">The greatest size of all waiting items in bytes; one that is larger may wait alone.</param>
internal readonly record struct GroupLimits(int MaxCount, long MaxSize, int MaxWaiting, long MaxWaitingSize);
