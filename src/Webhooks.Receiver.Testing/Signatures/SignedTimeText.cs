using System.Globalization;

namespace Webhooks.Receiver.Testing;

/// <summary>Formats a signed time as senders do.</summary>
internal static class SignedTimeText
{
    public static string Format(TimestampFormats formats, DateTimeOffset? time)
    {
        DateTimeOffset instant = time ?? DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        return formats.HasFlag(TimestampFormats.Iso8601) ? Iso8601(instant)
            : formats.HasFlag(TimestampFormats.UnixSeconds) ? Unix(instant.ToUnixTimeSeconds())
            : formats.HasFlag(TimestampFormats.UnixMilliseconds) ? Unix(instant.ToUnixTimeMilliseconds())
            : formats.HasFlag(TimestampFormats.Rfc1123) ? instant.ToString("R", CultureInfo.InvariantCulture)
            : Unix(instant.ToUnixTimeSeconds());
    }

    private static string Unix(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number, "timestamp");
        return number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Iso8601(DateTimeOffset instant)
    {
        string offset = instant.Offset == TimeSpan.Zero ? "'Z'" : "zzz";
        return instant.ToString($"yyyy-MM-dd'T'HH:mm:ss{Fraction(instant)}{offset}", CultureInfo.InvariantCulture);
    }

    private static string Fraction(DateTimeOffset instant)
    {
        if (instant.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            return "";
        }

        return instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "'.'fff" : "'.'fffffff";
    }
}
