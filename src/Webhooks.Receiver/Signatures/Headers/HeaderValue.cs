using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>The one rule for reading a header that security depends on: exactly one value, outer white space aside.</summary>
internal static class HeaderValue
{
    /// <summary>The single value without outer spaces and tabs, which are not part of it (RFC 9110 section 5.5).</summary>
    /// <returns>The value, empty where the header is absent, blank, or given more than once.</returns>
    public static ReadOnlySpan<char> Single(StringValues values, out bool isAmbiguous)
    {
        isAmbiguous = values.Count > 1;
        return values.Count == 1 ? Trim(values[0]) : default;
    }

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) =>
        text.IsEmpty || (!IsBlank(text[0]) && !IsBlank(text[^1])) ? text : text.Trim(" \t"); // most have nothing to trim

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
