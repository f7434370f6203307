namespace Webhooks.Receiver;

/// <summary>
/// Why a delivery was not accepted as genuine. When several apply, the first in the order below is reported, so
/// <see cref="TimestampOutsideTolerance"/> is only ever said of a delivery whose signature is right.
/// </summary>
/// <remarks>For your logs and metrics. Never tell the sender: every failure gets the same 401.</remarks>
public enum SignatureFailure
{
    /// <summary>Nothing has been verified. The zero value, so that a forgotten check is a refusal.</summary>
    NotVerified = 0,

    /// <summary>The signature header, or an id header that the signature covers, is absent or empty.</summary>
    SignatureMissing,

    /// <summary>The signature header, or an id header that the signature covers, was given more than once.</summary>
    SignatureAmbiguous,

    /// <summary>The scheme signs a timestamp and none was given.</summary>
    TimestampMissing,

    /// <summary>The timestamp was given more than once.</summary>
    TimestampAmbiguous,

    /// <summary>The signature header does not have the scheme's form.</summary>
    SignatureMalformed,

    /// <summary>The timestamp is not in one of the scheme's formats.</summary>
    TimestampMalformed,

    /// <summary>Well formed, but made with another secret or over other bytes.</summary>
    SignatureMismatch,

    /// <summary>Genuine, but signed too long ago or too far in the future. Usually a replay or a wrong clock.</summary>
    TimestampOutsideTolerance,

    /// <summary>Genuine, but an unsigned header contradicts the signed id.</summary>
    IdentityMismatch,

    /// <summary>The provider does not sign, and the secret word in the URL is missing or wrong.</summary>
    UrlTokenMismatch,
}
