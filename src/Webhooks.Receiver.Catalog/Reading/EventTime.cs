using System.Globalization;

namespace Webhooks.Receiver.Catalog;

/// <summary>Reads the times that senders write into bodies.</summary>
internal static class EventTime
{
    /// <summary>Larger numbers are milliseconds: as seconds they would be in the year 5138 or later.</summary>
    private const long LargestSeconds = 100_000_000_000;

    /// <returns>The time, in UTC if it has no offset; null if there is none, or it has another form.</returns>
    public static DateTimeOffset? Parse(string? text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return number <= LargestSeconds ? DateTimeOffset.FromUnixTimeSeconds(number)
                : number <= LargestSeconds * 1000 ? DateTimeOffset.FromUnixTimeMilliseconds(number)
                : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
    }
}
