namespace Webhooks.Receiver.Chaos;

/// <summary>The steps that a <see cref="Journal"/> records.</summary>
internal enum JournalEntry
{
    /// <summary>A handler began.</summary>
    Begun,

    /// <summary>A handler is about to return: all that it does is done.</summary>
    Handled,

    /// <summary>A delivery is passed to the inbox.</summary>
    Accepting,

    /// <summary>The process is about to kill itself at its crash point.</summary>
    Crashing,
}
