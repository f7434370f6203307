namespace Webhooks.Receiver;

/// <summary>The forms in which a scheme may write its signed time. Combine them where a sender is known to use several.</summary>
[Flags]
public enum TimestampFormats
{
    /// <summary>None: no timestamp is ever well formed.</summary>
    None = 0,

    /// <summary>Seconds since 1970-01-01T00:00:00Z: 1 to 12 ASCII digits, no sign, no leading zero.</summary>
    UnixSeconds = 1,

    /// <summary>
    /// ISO 8601 with seconds and an offset (<c>Z</c>, <c>+03:00</c>, <c>+0300</c>), up to nine digits of fraction.
    /// </summary>
    Iso8601 = 2,
}
