namespace Webhooks.Receiver;

/// <summary>The formats in which a sender may write its signed time. Combine them if the sender uses several.</summary>
[Flags]
public enum TimestampFormats
{
    /// <summary>No format: every timestamp is malformed.</summary>
    None = 0,

    /// <summary>Seconds since 1970-01-01T00:00:00Z: 1 to 12 ASCII digits, no sign, no leading zero.</summary>
    UnixSeconds = 1,

    /// <summary>
    /// ISO 8601 with seconds, an offset (<c>Z</c>, <c>+03:00</c>, <c>+0300</c>), and a fraction of up to nine digits.
    /// </summary>
    Iso8601 = 2,

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z: 13 ASCII digits without a leading zero, which is a time from 2001 to 2286.</summary>
    UnixMilliseconds = 4,

    /// <summary>The date of HTTP, such as <c>Sun, 06 Nov 1994 08:49:37 GMT</c> (RFC 1123, the IMF-fixdate of RFC 9110).</summary>
    Rfc1123 = 8,
}
