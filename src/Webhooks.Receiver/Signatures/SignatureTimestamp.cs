namespace Webhooks.Receiver;

/// <summary>Where a scheme puts its signed time, in which format, and how far it may be from now. Immutable.</summary>
public sealed class SignatureTimestamp
{
    /// <summary>The tolerance of a scheme that does not state another: five minutes, either way.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    private SignatureTimestamp(string? header, string? listPrefix, TimestampFormats formats)
    {
        Header = header;
        ListPrefix = listPrefix;
        Formats = formats;
    }

    /// <summary>The header that holds the time, or <see langword="null"/> where it stands in the signature header.</summary>
    public string? Header { get; }

    /// <summary>The prefix of the item in the signature header's list, as in <c>t=</c>, or <see langword="null"/>.</summary>
    public string? ListPrefix { get; }

    /// <summary>The accepted formats.</summary>
    public TimestampFormats Formats { get; }

    /// <summary>How far the time may lie from now in either direction, inclusive.</summary>
    /// <value>Five minutes.</value>
    public TimeSpan Tolerance { get; private init; } = DefaultTolerance;

    /// <summary>The time stands in a header of its own, such as <c>X-Slack-Request-Timestamp</c>.</summary>
    /// <param name="name">The header's name; case does not matter.</param>
    /// <param name="formats">The accepted formats.</param>
    public static SignatureTimestamp InHeader(string name, TimestampFormats formats = TimestampFormats.UnixSeconds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new SignatureTimestamp(name, null, formats);
    }

    /// <summary>The time is one item of the signature header's list, such as <c>t=</c> in <c>t=1700000000,v1=…</c>.</summary>
    /// <param name="prefix">What the item starts with, its equals sign included.</param>
    /// <param name="formats">The accepted formats.</param>
    public static SignatureTimestamp InSignatureList(string prefix, TimestampFormats formats = TimestampFormats.UnixSeconds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prefix);
        return new SignatureTimestamp(null, prefix, formats);
    }

    /// <summary>The same place and formats with another tolerance.</summary>
    /// <param name="tolerance">Zero or more, either way, inclusive.</param>
    public SignatureTimestamp WithTolerance(TimeSpan tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tolerance, TimeSpan.Zero);
        return new SignatureTimestamp(Header, ListPrefix, Formats) { Tolerance = tolerance };
    }
}
