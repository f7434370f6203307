using static Webhooks.Receiver.AspNetCore.Tests.Support.RawHttp2Connection;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Requests over HTTP/2 whose bodies are framed in many ways, most of them wrong.</summary>
internal static class Http2Framing
{
    private const int MaxFrameSize = 16 * 1024;

    private static byte[] Goodbye => Frame(GoAway, 0, new byte[8], stream: 0);

    private static readonly string[] _lengths =
    [
        "0", "1", "4", "5", "6", "100", "2097152", "2097153", "2147483647", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
        "18446744073709551616", "-1", "-2147483648", "+5", "5.0", "5,5", "0x5", "five", "", " ",
    ];

    /// <summary>Each request with a name for it, and the frames that it is made of.</summary>
    public static IEnumerable<(string Name, byte[][] Frames)> Requests(string path)
    {
        byte[] body = "hello"u8.ToArray();
        byte[] end = Frame(Data, EndStream, []);
        foreach (string coding in (string[])["", "gzip"])
        {
            foreach (string length in _lengths)
            {
                yield return ($"length of '{length}' {coding}", [Head(("content-length", length)), Frame(Data, EndStream, body)]);
                yield return ($"length of '{length}', without a body {coding}", [HeadOf(EndHeaders | EndStream, ("content-length", length))]);
                yield return ($"cut off, length of '{length}' {coding}", [Head(("content-length", length)), Frame(Data, 0, body)]);
            }

            yield return ($"two lengths {coding}", [Head(("content-length", "5"), ("content-length", "6")), Frame(Data, EndStream, body)]);
            yield return ($"chunked {coding}", [Head(("transfer-encoding", "chunked")), Frame(Data, EndStream, "80000000\r\n"u8)]);
            yield return ($"a chunk size for a body {coding}", [Head(), Frame(Data, EndStream, "80000000\r\nhello\r\n0\r\n\r\n"u8)]);
            yield return ($"empty {coding}", [Head(), end]);
            yield return ($"many empty frames {coding}", [Head(), .. Enumerable.Repeat(Frame(Data, 0, []), 100), Frame(Data, EndStream, body)]);
            yield return ($"padded {coding}", [Head(), Frame(Data, EndStream | Padded, [3, .. body, 0, 0, 0])]);
            yield return ($"all padding {coding}", [Head(), Frame(Data, EndStream | Padded, [3, 0, 0, 0])]);
            yield return ($"more padding than payload {coding}", [Head(), Frame(Data, EndStream | Padded, [255, .. body])]);
            yield return ($"the largest frame {coding}", [Head(), Frame(Data, EndStream, new byte[MaxFrameSize])]);
            yield return ($"more than the largest frame {coding}", [Head(), Frame(Data, EndStream, new byte[MaxFrameSize + 1])]);
            yield return ($"trailers {coding}", [Head(), Frame(Data, 0, body), Trailers(EndHeaders | EndStream, ("x-trailer", "value"))]);
            yield return ($"trailers that end nothing {coding}", [Head(), Frame(Data, 0, body), Trailers(EndHeaders, ("x-trailer", "value"))]);
            yield return ($"pseudo-headers as trailers {coding}", [Head(), Frame(Data, 0, body), Trailers(EndHeaders | EndStream, (":path", "/"))]);
            yield return ($"a length as a trailer {coding}", [Head(), Frame(Data, 0, body), Trailers(EndHeaders | EndStream, ("content-length", "6"))]);
            yield return ($"data after the end {coding}", [Head(), Frame(Data, EndStream, body), Frame(Data, EndStream, body)]);
            yield return ($"data of no stream {coding}", [Head(), Frame(Data, 0, body, stream: 0)]);
            yield return ($"data of a stream that is none {coding}", [Head(), Frame(Data, 0, body, stream: 3)]);
            yield return ($"cut off {coding}", [Head(), Frame(Data, 0, body)]);
            yield return ($"cut off before the body {coding}", [Head()]);
            yield return ($"cut off in the middle of a frame {coding}", [Head(), Frame(Data, EndStream, body)[..^2]]);
            yield return ($"cut off by a reset {coding}", [Head(), Frame(Data, 0, body), Frame(Reset, 0, [0, 0, 0, 8]), Goodbye]);
            yield return ($"cut off by a farewell {coding}", [Head(), Frame(Data, 0, body), Goodbye]);

            byte[] Head(params (string Name, string Value)[] more) => HeadOf(EndHeaders, more);

            byte[] HeadOf(byte flags, params (string Name, string Value)[] more) => Frame(Headers, flags, Fields([
                (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"), ("content-type", "application/json"),
                ("cue-signature", CueRequest.Click().Signature), .. Encoding(coding), .. more]));
        }
    }

    private static (string Name, string Value)[] Encoding(string coding) => coding.Length == 0 ? [] : [("content-encoding", coding)];

    private static byte[] Trailers(byte flags, params (string Name, string Value)[] fields) => Frame(Headers, flags, Fields(fields));
}
