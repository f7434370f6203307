using System.Buffers;
using System.Text;

namespace Webhooks.Receiver.Catalog;

/// <summary>The URL as HubSpot signs it: with twelve percent-encodings decoded, and all others as they are.</summary>
internal static class HubSpotUrl
{
    private const string Decoded = ":/?@!$'()*,;";

    public static bool Write(ReadOnlySequence<byte> body, SignatureHeaders headers, IBufferWriter<byte> output)
    {
        ReadOnlySpan<char> url = headers.Url;
        for (int escape; (escape = url.IndexOf('%')) >= 0; url = url[(escape + 3)..])
        {
            Encoding.UTF8.GetBytes(url[..escape], output);
            if (escape + 2 >= url.Length)
            {
                url = url[escape..];
                break;
            }

            ReadOnlySpan<char> digits = url.Slice(escape + 1, 2);
            bool isDecoded = byte.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out byte code) && Decoded.Contains((char)code);
            Encoding.UTF8.GetBytes(isDecoded ? [(char)code] : url.Slice(escape, 3), output);
        }

        Encoding.UTF8.GetBytes(url, output);
        return true;
    }
}
