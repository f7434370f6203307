using System.Globalization;

namespace Webhooks.Receiver;

/// <summary>
/// Parses the times that providers send, independent of culture and of the machine's time zone. Each method accepts its own
/// formats only, and guesses nothing.
/// </summary>
internal static class WireTime
{
    private const int MaxFractionDigits = 9;
    private const int DateAndTimeLength = 19;
    private const int MillisecondDigits = 13;
    private const int FewestUnixDigits = 9; // in a body: less is before 1973, and rather a date without separators
    private const int Rfc1123Length = 29;

    /// <summary>Forms of ISO 8601 that few senders use: a date alone, minutes, hours as the offset, a comma, and no separators at all.</summary>
    private static readonly string[] _rareForms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzz",
        "yyyy-MM-dd'T'HH:mm:ss','FFFFFFFK", "yyyy-MM-dd HH:mm:ss','FFFFFFFK",
        "yyyyMMdd", "yyyyMMdd'T'HHmmK", "yyyyMMdd'T'HHmmss.FFFFFFFK",
    ];

    private static readonly long _latestUnixSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <param name="text">The text without outer white space.</param>
    /// <param name="instant">The instant, rounded down to a tick of 100 ns, with the offset as written.</param>
    /// <param name="isRoundedDown">Whether the text names a later instant within the same tick.</param>
    /// <returns>Whether the text is ISO 8601 with an offset.</returns>
    public static bool TryParseIso8601(ReadOnlySpan<char> text, out DateTimeOffset instant, out bool isRoundedDown)
    {
        if (TryParseLocal(text, "Tt", out DateTime local, out isRoundedDown, out ReadOnlySpan<char> rest)
            && TryParseOffset(rest, out TimeSpan offset))
        {
            return TryCombine(local, offset, out instant);
        }

        instant = default;
        return false;
    }

    /// <summary>
    /// As <see cref="TryParseIso8601"/>, for times inside a body: without an offset it is UTC, there may be a space in place of the
    /// T, and rarer forms and Unix seconds, with a fraction or without, or milliseconds are read too.
    /// </summary>
    public static bool TryParseBodyTime(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        if (TryParseBodySeconds(text, out instant) || TryParseUnixMilliseconds(text, out instant))
        {
            return true;
        }

        if (TryParseLocal(text, "Tt ", out DateTime local, out _, out ReadOnlySpan<char> rest))
        {
            TimeSpan offset = TimeSpan.Zero;
            if (rest.IsEmpty || TryParseOffset(rest, out offset))
            {
                return TryCombine(local, offset, out instant);
            }
        }

        return TryParseUnixFraction(text, out instant)
            || DateTimeOffset.TryParseExact(text, _rareForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    /// <returns>Whether the text is 1 to 12 ASCII digits, without a leading zero, within the range of a date.</returns>
    public static bool TryParseUnixSeconds(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        if (text.Length is >= 1 and <= 12
            && (text[0] != '0' || text.Length == 1)
            && TryParseDigits(text, out long seconds)
            && seconds <= _latestUnixSeconds)
        {
            instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return true;
        }

        instant = default;
        return false;
    }

    /// <returns>Whether the text is Unix seconds that are no date without separators, such as <c>20260313</c>.</returns>
    private static bool TryParseBodySeconds(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        if (text is "0" || text.Length >= FewestUnixDigits)
        {
            return TryParseUnixSeconds(text, out instant);
        }

        instant = default;
        return false;
    }

    /// <returns>Whether the text is Unix seconds with a fraction, as <c>time.time()</c> of Python gives it.</returns>
    private static bool TryParseUnixFraction(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        ReadOnlySpan<char> fraction = text[CountDigits(text)..];
        if (fraction.IsEmpty || !TryParseBodySeconds(text[..^fraction.Length], out instant) || !TryTakeFraction(ref fraction, out int nanoseconds) || !fraction.IsEmpty)
        {
            instant = default;
            return false;
        }

        instant = instant.AddTicks(nanoseconds / 100);
        return true;
    }

    /// <returns>Whether the text is 13 ASCII digits without a leading zero: a time from 2001 to 2286, which no Unix seconds are.</returns>
    public static bool TryParseUnixMilliseconds(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        if (text.Length == MillisecondDigits && text[0] != '0' && TryParseDigits(text, out long milliseconds))
        {
            instant = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            return true;
        }

        instant = default;
        return false;
    }

    /// <returns>Whether the text is a date as in <c>Sun, 06 Nov 1994 08:49:37 GMT</c>, with the right day of the week.</returns>
    public static bool TryParseRfc1123(ReadOnlySpan<char> text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out instant) && text.Length == Rfc1123Length;

    private static bool TryParseLocal(
        ReadOnlySpan<char> text, ReadOnlySpan<char> separators, out DateTime local, out bool isRoundedDown, out ReadOnlySpan<char> rest)
    {
        local = default;
        isRoundedDown = false;
        rest = default;
        if (text.Length < DateAndTimeLength
            || text[4] != '-' || text[7] != '-' || !separators.Contains(text[10]) || text[13] != ':' || text[16] != ':'
            || !TryParseDigits(text[..4], out int year) || !TryParseDigits(text[5..7], out int month)
            || !TryParseDigits(text[8..10], out int day) || !TryParseDigits(text[11..13], out int hour)
            || !TryParseDigits(text[14..16], out int minute) || !TryParseDigits(text[17..19], out int second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        rest = text[DateAndTimeLength..];
        if (!TryTakeFraction(ref rest, out int nanoseconds))
        {
            return false;
        }

        local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(nanoseconds / 100);
        isRoundedDown = nanoseconds % 100 != 0;
        return true;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<char> rest, out int nanoseconds)
    {
        nanoseconds = 0;
        if (rest.IsEmpty || rest[0] != '.')
        {
            return true;
        }

        rest = rest[1..];
        int digits = CountDigits(rest);
        if (digits is < 1 or > MaxFractionDigits)
        {
            return false;
        }

        for (int i = 0; i < MaxFractionDigits; i++)
        {
            nanoseconds = (nanoseconds * 10) + (i < digits ? rest[i] - '0' : 0);
        }

        rest = rest[digits..];
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        ReadOnlySpan<char> minutes = text switch
        {
            [_, _, _, ':', _, _] => text[4..],
            [_, _, _, _, _] => text[3..],
            _ => default,
        };
        if (minutes.IsEmpty || text[0] is not ('+' or '-')
            || !TryParseDigits(text[1..3], out int hour) || !TryParseDigits(minutes, out int minute) || minute > 59)
        {
            return false;
        }

        offset = new TimeSpan(hour, minute, 0);
        offset = text[0] == '-' ? -offset : offset;
        return hour < 14 || (hour == 14 && minute == 0);
    }

    private static bool TryCombine(DateTime local, TimeSpan offset, out DateTimeOffset instant)
    {
        long utcTicks = local.Ticks - offset.Ticks;
        bool isInRange = utcTicks >= DateTime.MinValue.Ticks && utcTicks <= DateTime.MaxValue.Ticks;
        instant = isInRange ? new DateTimeOffset(local, offset) : default;
        return isInRange;
    }

    /// <summary>Counts the digits at the start. The platform's generic searches, if precompiled, box each character.</summary>
    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }

    private static bool TryParseDigits(ReadOnlySpan<char> text, out int value)
    {
        bool isNumber = TryParseDigits(text, out long number);
        value = (int)number;
        return isNumber;
    }

    private static bool TryParseDigits(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
