namespace Webhooks.Receiver.Chaos;

/// <summary>The points at which a receiver can kill itself.</summary>
internal enum CrashPoint
{
    /// <summary>A claim was granted; nothing is handled yet.</summary>
    AfterClaim,

    /// <summary>The handler runs, and has written its effect if it has a transaction.</summary>
    InHandler,

    /// <summary>The handler has returned, and nothing is recorded yet.</summary>
    BeforeCompletion,

    /// <summary>The completion is recorded, and nothing is answered yet.</summary>
    AfterCompletion,

    /// <summary>The delivery is in the inbox, and nothing is answered yet.</summary>
    AfterInboxInsert,

    /// <summary>The store reads the body of a delivery to write it, after others of its group.</summary>
    InGroupCommit,

    /// <summary>The worker has taken several items, and handled none of them.</summary>
    WithBatch,
}
