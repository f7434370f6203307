using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>The log messages of this package, event ids 2000 to 2999, never reused. The rules are the same as in the core's <c>Log</c>.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2000, EventName = nameof(SenderGone), Level = LogLevel.Debug,
        Message = "A sender disconnected from {Endpoint} before the end of its body.")]
    public static partial void SenderGone(ILogger logger, string endpoint);

    [LoggerMessage(EventId = 2001, EventName = nameof(BodyChangedUpstream), Level = LogLevel.Warning,
        Message = "A request's body has {Received} bytes, as read from the server or announced, and the webhook endpoint could read {Read} bytes. A "
            + "parameter that binds from the body, or middleware without buffering, has read or changed the body before. Signatures can only be verified over "
            + "the received bytes.")]
    public static partial void BodyChangedUpstream(ILogger logger, long? received, long read);

    // 2002 was BodyEmptyUpstream, for an empty chunked body. Bytes are counted now, so BodyChangedUpstream reports that case too.

    [LoggerMessage(EventId = 2003, EventName = nameof(BodyDecompressedUpstream), Level = LogLevel.Information,
        Message = "Request decompression, or similar middleware, decoded a body before the webhook endpoint could read it. Signatures can "
            + "only be verified over the received bytes: map webhooks where that middleware does not run.")]
    public static partial void BodyDecompressedUpstream(ILogger logger);

    [LoggerMessage(EventId = 2004, EventName = nameof(BodyUnreadable), Level = LogLevel.Information,
        Message = "A body at {Endpoint} could not be read to its end ({Error}): the sender disconnected, or its framing is invalid. "
            + "The connection is aborted.")]
    public static partial void BodyUnreadable(ILogger logger, string endpoint, string error);
}
