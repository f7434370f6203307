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
        text.IsEmpty || (!IsBlank(text[0]) && !IsBlank(text[^1])) ? text : text.Trim(" \t"); // most values have nothing to trim

    /// <summary>Trims all values. Servers do not always: over HTTP/2, some leave a value as the sender wrote it.</summary>
    public static StringValues TrimAll(StringValues values)
    {
        if (values.Count == 1)
        {
            string? value = values[0];
            ReadOnlySpan<char> trimmed = Trim(value);
            return trimmed.Length == (value?.Length ?? 0) ? values : trimmed.ToString();
        }

        return values.Count == 0 ? values : Array.ConvertAll(values.ToArray(), value => value is null ? null : Trim(value.AsSpan()).ToString());
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
