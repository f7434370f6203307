using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.CueApi;

/// <summary>Reads headers that the signature does not cover.</summary>
internal static class CueApiUnsignedHeaders
{
    /// <summary>Whether a header contradicts what is signed. An absent header does not.</summary>
    public static bool Contradicts(WebhookHeaders headers, string name, string signed)
    {
        StringValues values = headers[name];
        foreach (string? value in values)
        {
            if (!HeaderValue.Trim(value).SequenceEqual(signed))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>The header's value; null if it is absent, empty or repeated.</returns>
    public static string? Get(WebhookHeaders headers, string name)
    {
        ReadOnlySpan<char> value = HeaderValue.Single(headers[name], out _);
        return value.IsEmpty ? null : value.ToString();
    }

    public static int? GetAttempt(WebhookHeaders headers) =>
        int.TryParse(Get(headers, CueApiHeaders.Attempt), NumberStyles.None, CultureInfo.InvariantCulture, out int attempt) ? attempt : null;
}
