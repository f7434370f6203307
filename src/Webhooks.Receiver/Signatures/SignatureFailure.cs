namespace Webhooks.Receiver;

/// <summary>
/// The reason why a delivery is not authentic. If several apply, the first in the order below is reported. So
/// <see cref="TimestampOutsideTolerance"/> is reported only if the signature is valid.
/// </summary>
/// <remarks>For logs and metrics. Never send it to the sender: every failure gets the same 401.</remarks>
public enum SignatureFailure : byte // results are copied often
{
    /// <summary>Nothing has been verified. The zero value, so that a forgotten check refuses the delivery.</summary>
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

    /// <summary>The signature is well formed, but was computed with another secret or over other bytes.</summary>
    SignatureMismatch,

    /// <summary>The signature is valid, but its time is too far from now. Usually a replay or a wrong clock.</summary>
    TimestampOutsideTolerance,

    /// <summary>The signature is valid, but an unsigned header contradicts the signed id.</summary>
    IdentityMismatch,

    /// <summary>The provider does not sign, and the URL token is missing or wrong.</summary>
    UrlTokenMismatch,

    /// <summary>The provider's sender uses the method for handshakes only, and the provider does not answer this one.</summary>
    HandshakeRefused,
}
