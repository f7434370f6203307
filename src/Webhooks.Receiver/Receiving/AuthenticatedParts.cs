namespace Webhooks.Receiver;

/// <summary>The parts of a delivery that the signature covers. Everything else could come from anybody.</summary>
[Flags]
public enum AuthenticatedParts
{
    /// <summary>Nothing: the provider does not sign.</summary>
    None = 0,

    /// <summary>The body, and so every member of the event that is read from it.</summary>
    Body = 1,

    /// <summary>The identity of the event.</summary>
    Identity = 2,

    /// <summary>The time at which the delivery was signed.</summary>
    Timestamp = 4,
}
