using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Every message of this package, ids 2000 to 2999, never reused. The rules are those of the core's.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2000, EventName = nameof(SenderGone), Level = LogLevel.Debug,
        Message = "A sender hung up at {Endpoint} in the middle of its body.")]
    public static partial void SenderGone(ILogger logger, string endpoint);

    [LoggerMessage(EventId = 2001, EventName = nameof(BodyChangedUpstream), Level = LogLevel.Warning,
        Message = "Of a received body of {Received} bytes, {Read} were left to read. Something in front of the webhook endpoint read "
            + "or changed it: a parameter bound from the body, or middleware without buffering. Signatures can "
            + "only be verified over the received bytes.")]
    public static partial void BodyChangedUpstream(ILogger logger, long? received, long read);

    // 2002 was BodyEmptyUpstream, for an empty chunked body; bytes are counted now, so that BodyChangedUpstream covers it.

    [LoggerMessage(EventId = 2003, EventName = nameof(BodyDecompressedUpstream), Level = LogLevel.Information,
        Message = "Request decompression, or middleware like it, decoded a body in front of the webhook endpoint. Signatures can only be "
            + "verified over the received bytes: map webhooks where that middleware does not run.")]
    public static partial void BodyDecompressedUpstream(ILogger logger);

    [LoggerMessage(EventId = 2004, EventName = nameof(BodyUnreadable), Level = LogLevel.Information,
        Message = "A body at {Endpoint} could not be read to its end ({Error}): its sender hung up, or framed it in a way that the server "
            + "refuses. The connection is aborted.")]
    public static partial void BodyUnreadable(ILogger logger, string endpoint, string error);
}
