using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>Reads headers that security depends on. There is one rule: exactly one value, without outer white space.</summary>
internal static class HeaderValue
{
    /// <summary>Gets the single value without outer spaces and tabs, which are not part of it (RFC 9110 section 5.5).</summary>
    /// <returns>The value; empty if the header is absent, blank, or given more than once.</returns>
    public static ReadOnlySpan<char> Single(StringValues values, out bool isAmbiguous)
    {
        isAmbiguous = values.Count > 1;
        return values.Count == 1 ? Trim(values[0]) : default;
    }

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) =>
        IsTrimmed(text) ? text : text.Trim(" \t"); // most values have nothing to trim

    /// <summary>Trims all values. Servers do not always: over HTTP/2, some leave a value as the sender wrote it.</summary>
    public static StringValues TrimAll(StringValues values) => values.Count == 0 || (values.Count == 1 && IsTrimmed(values[0]))
        ? values
        : Array.ConvertAll(values.ToArray(), value => value is null ? null : Trim(value).ToString());

    private static bool IsTrimmed(ReadOnlySpan<char> text) => text.IsEmpty || (!IsBlank(text[0]) && !IsBlank(text[^1]));

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
