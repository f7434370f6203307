namespace Webhooks.Receiver;

/// <summary>The place, the formats and the tolerance of a scheme's signed time. Immutable.</summary>
public sealed class SignatureTimestamp
{
    /// <summary>The tolerance of a scheme that does not set its own: five minutes, into the past and into the future.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    private SignatureTimestamp(string? header, string? listPrefix, TimestampFormats formats)
    {
        Header = header;
        ListPrefix = listPrefix;
        Formats = formats;
    }

    /// <summary>The header that holds the time; <see langword="null"/> if the time is in the signature header.</summary>
    public string? Header { get; }

    /// <summary>The time's prefix in the signature header's list, such as <c>t=</c>; otherwise <see langword="null"/>.</summary>
    public string? ListPrefix { get; }

    /// <summary>The accepted formats.</summary>
    public TimestampFormats Formats { get; }

    /// <summary>The largest accepted difference between the signed time and now, in either direction, inclusive.</summary>
    /// <value>Five minutes.</value>
    public TimeSpan Tolerance { get; private init; } = DefaultTolerance;

    /// <summary>The time is in its own header, such as <c>X-Slack-Request-Timestamp</c>.</summary>
    /// <param name="name">The header's name; case does not matter.</param>
    /// <param name="formats">The accepted formats.</param>
    public static SignatureTimestamp InHeader(string name, TimestampFormats formats = TimestampFormats.UnixSeconds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new SignatureTimestamp(name, null, formats);
    }

    /// <summary>The time is one item of the signature header's list, such as <c>t=</c> in <c>t=1700000000,v1=…</c>.</summary>
    /// <param name="prefix">The prefix of the item, with its equals sign.</param>
    /// <param name="formats">The accepted formats.</param>
    public static SignatureTimestamp InSignatureList(string prefix, TimestampFormats formats = TimestampFormats.UnixSeconds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prefix);
        return new SignatureTimestamp(null, prefix, formats);
    }

    /// <summary>Creates a copy with another tolerance.</summary>
    /// <param name="tolerance">The largest accepted difference in either direction, inclusive; zero or more.</param>
    public SignatureTimestamp WithTolerance(TimeSpan tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tolerance, TimeSpan.Zero);
        return new SignatureTimestamp(Header, ListPrefix, Formats) { Tolerance = tolerance };
    }
}
