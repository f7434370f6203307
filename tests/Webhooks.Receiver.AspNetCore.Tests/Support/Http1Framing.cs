using System.Globalization;
using System.Text;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Requests over HTTP/1.1 whose bodies are framed in many ways, most of them wrong.</summary>
internal static class Http1Framing
{
    private static readonly string[] _chunkSizes =
    [
        "0", "00000000", "7fffffff", "80000000", "80000001", "ffffffff", "FFFFFFFF", "100000000", "100000005", "1ffffffff",
        "7fffffffffffffff", "8000000000000000", "ffffffffffffffff", "10000000000000000", "00000000000000000005", "0000000005", "-1", "-5",
        "-80000000", "+5", " 5", "5 ", "\t5", "0x5", "5.0", "5,5", "1e1", "g", "", "\r", "\0", "é",
        "5;", "5;name=value", "5;name=\"80000000\"", "5 ;name=value", ";name=value", "5;\r", "80000000;name=value", "0;name=value",
        "-1;name=value", $"5;{new string('x', 5000)}", $"5;{new string('x', 100_000)}",
    ];

    private static readonly string[] _ends =
    [
        "0\r\n", "0\r\nTrailer: value\r\n\r\n", "0\r\nno trailer\r\n\r\n", "0\r\n: no name\r\n\r\n", "0\r\nTrailer: value\r\n",
        "0\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\ncue-signature: sha256=00\r\n\r\n", $"0\r\nTrailer: {new string('x', 50_000)}\r\n\r\n",
        "80000000\r\n", "5\r\nhello0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\nhello\n0\n\n", "5\r\nhell", "5\r\nhello", "",
    ];

    private static readonly string[] _lengths =
    [
        "0", "1", "5", "6", "100", "2097152", "2097153", "2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775807",
        "9223372036854775808", "18446744073709551615", "18446744073709551616", "-1", "-2147483648", "+5", "5.0", "5 5", "5,5", "5, 6", "0x5", "five",
        "", " ", "\t", "5\r\nContent-Length: 5", "5\r\nContent-Length: 6", "5\r\nTransfer-Encoding: chunked", "80000000\r\nTransfer-Encoding: chunked",
    ];

    private static readonly string[] _transferEncodings =
    [
        "chunked, chunked", "gzip", "gzip, chunked", "chunked, gzip", "identity", "CHUNKED", " chunked ", "chunked;x=y", "", "chunked\r\nTransfer-Encoding: chunked",
    ];

    /// <summary>Each request with a name for it.</summary>
    public static IEnumerable<(string Name, byte[] Request)> Requests(string path)
    {
        foreach (string coding in (string[])["", "Content-Encoding: gzip\r\n"])
        {
            foreach (string size in _chunkSizes)
            {
                yield return Request($"chunk of {size}", "Transfer-Encoding: chunked", $"{size}\r\nhello\r\n0\r\n\r\n");
                yield return Request($"chunk of {size} after another", "Transfer-Encoding: chunked", $"5\r\nhello\r\n{size}\r\nhello\r\n0\r\n\r\n");
            }

            foreach (string end in _ends)
            {
                yield return Request($"ends with {end}", "Transfer-Encoding: chunked", $"5\r\nhello\r\n{end}");
            }

            foreach (string length in _lengths)
            {
                yield return Request($"length of {length}", $"Content-Length: {length}", "hello");
            }

            foreach (string encoding in _transferEncodings)
            {
                yield return Request($"encoded as {encoding}", $"Transfer-Encoding: {encoding}", "5\r\nhello\r\n0\r\n\r\n");
            }

            yield return Request("no length", "X-Nothing: to see", "hello");
            yield return Request("to be upgraded", "Connection: upgrade\r\nUpgrade: websocket", "hello");
            yield return Request("expected to go on", "Transfer-Encoding: chunked\r\nExpect: 100-continue", "80000000\r\nhello\r\n0\r\n\r\n");

            (string Name, byte[] Request) Request(string name, string framing, string body) => (
                string.Create(CultureInfo.InvariantCulture, $"{(name.Length > 60 ? name[..60] : name)} {coding}"),
                Encoding.UTF8.GetBytes(
                    $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\ncue-signature: {CueRequest.Click().Signature}\r\n"
                    + $"{coding}{framing}\r\n\r\n{body}"));
        }
    }
}
