namespace Webhooks.Receiver.PostgreSql;

/// <summary>The state of a row in the table of keys.</summary>
internal enum KeyState : short
{
    /// <summary>Claimed until the lease ends.</summary>
    Claimed = 0,

    /// <summary>Completed until the retention ends.</summary>
    Completed = 1,

    /// <summary>In the inbox, for as long as its item is neither processed nor deleted.</summary>
    InInbox = 2,
}
