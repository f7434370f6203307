using System.Buffers;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// Verifies the signatures of one scheme with one or several secrets: over the received bytes, in constant time. Never throws
/// because of the content of a header or a body. Thread-safe; create one and keep it.
/// </summary>
/// <remarks>
/// Allocates nothing per call, whatever the size of the body. Prints no secret. To rotate a secret, create a new verifier and
/// discard the old one.
/// </remarks>
public sealed class SignatureVerifier
{
    private const int MacSize = HMACSHA256.HashSizeInBytes;

    /// <summary>Enough for a timestamp, an id and a body of usual size.</summary>
    private const int JoinedSize = 768;

    private readonly SignatureHeaderParser _parser;
    private readonly SignedPart[] _content;
    private readonly bool _signsBodyAlone;
    private readonly bool _signsTimestamp;
    private readonly bool _isList;
    private readonly HmacKey[] _keys;
    private readonly int _ownKeys; // the number of keys before the random ones, which all tenants share
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a verifier.</summary>
    /// <param name="scheme">The scheme of the provider.</param>
    /// <param name="secrets">The secrets, tried in this order: the current one first, then those being rotated out.</param>
    /// <param name="timeProvider">The clock that signed times are compared with; the system's if null.</param>
    /// <param name="tolerance">How far a signed time may be from now, inclusive; the scheme's own if null.</param>
    /// <exception cref="ArgumentException">
    /// There is no secret, or one is blank or not in the scheme's encoding. The message contains its index, never its text.
    /// </exception>
    /// <exception cref="InvalidOperationException">The scheme's parts contradict each other.</exception>
    public SignatureVerifier(
        SignatureScheme scheme, IEnumerable<string> secrets, TimeProvider? timeProvider = null, TimeSpan? tolerance = null)
        : this(scheme, CreateKeys(scheme, secrets), null, timeProvider, tolerance)
    {
    }

    private SignatureVerifier(SignatureScheme scheme, HmacKey[] keys, int? ownKeys, TimeProvider? timeProvider, TimeSpan? tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tolerance ?? TimeSpan.Zero, TimeSpan.Zero, nameof(tolerance));
        scheme.ThrowIfInconsistent();
        Scheme = scheme;
        Tolerance = tolerance ?? scheme.Timestamp?.Tolerance ?? SignatureTimestamp.DefaultTolerance;
        _parser = new SignatureHeaderParser(scheme);
        _content = [.. scheme.SignedContent];
        _signsBodyAlone = _content.Length == 1;
        _signsTimestamp = scheme.SignsTimestamp;
        _isList = scheme.Format.Separator is not null;
        _keys = keys;
        _ownKeys = ownKeys ?? keys.Length;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>
    /// Creates a verifier that computes the same number of MACs over a forgery for each tenant: random keys replace missing ones.
    /// </summary>
    internal static SignatureVerifier ForTenant(
        SignatureScheme scheme, IReadOnlyList<string> secrets, IReadOnlyList<HmacKey> randomKeys, TimeProvider timeProvider, TimeSpan? tolerance)
    {
        HmacKey[] own = secrets.Count == 0 ? [] : CreateKeys(scheme, secrets);
        return new SignatureVerifier(scheme, [.. own, .. randomKeys.Skip(own.Length)], own.Length, timeProvider, tolerance);
    }

    /// <summary>Whether both verifiers share a key, so that one signature can be valid for both.</summary>
    internal bool SharesKeyWith(SignatureVerifier other) => _keys.Any(key => other._keys.Any(key.Equals));

    /// <summary>Disposes of the idle hash states. The verifier can still be used, but keeps no hash state from now on.</summary>
    internal void DiscardIdleStates()
    {
        foreach (HmacKey key in _keys.AsSpan(0, _ownKeys))
        {
            key.Dispose();
        }
    }

    /// <summary>The scheme of the signatures.</summary>
    public SignatureScheme Scheme { get; }

    /// <summary>The largest accepted difference between a signed time and now, in either direction, inclusive.</summary>
    public TimeSpan Tolerance { get; }

    /// <summary>
    /// Checks the headers alone, before a body is read. Returns the failure; null if the headers are well formed.
    /// </summary>
    /// <param name="headers">The values of the headers that the scheme uses.</param>
    public SignatureFailure? CheckHeaders(in SignatureHeaders headers) =>
        _isList ? CheckList(headers) : CheckOne(headers);

    /// <summary>Verifies a body in one segment.</summary>
    /// <param name="body">The body's bytes exactly as received.</param>
    /// <param name="headers">All headers of the request.</param>
    public SignatureResult Verify(ReadOnlySpan<byte> body, WebhookHeaders headers) =>
        Verify(new BodyBytes(body), SignatureHeaders.From(Scheme, headers));

    /// <summary>Verifies a body in one segment.</summary>
    /// <param name="body">The body's bytes exactly as received.</param>
    /// <param name="headers">The values of the headers that the scheme uses.</param>
    public SignatureResult Verify(ReadOnlySpan<byte> body, in SignatureHeaders headers) =>
        Verify(new BodyBytes(body), headers);

    /// <summary>Verifies a body in one or several segments, without joining them.</summary>
    /// <param name="body">The body's bytes exactly as received.</param>
    /// <param name="headers">All headers of the request.</param>
    public SignatureResult Verify(in ReadOnlySequence<byte> body, WebhookHeaders headers) =>
        Verify(new BodyBytes(body), SignatureHeaders.From(Scheme, headers));

    /// <summary>Verifies a body in one or several segments, without joining them.</summary>
    /// <param name="body">The body's bytes exactly as received.</param>
    /// <param name="headers">The values of the headers that the scheme uses.</param>
    public SignatureResult Verify(in ReadOnlySequence<byte> body, in SignatureHeaders headers) =>
        Verify(new BodyBytes(body), headers);

    private SignatureResult Verify(in BodyBytes body, in SignatureHeaders headers) =>
        _isList ? VerifyList(body, headers) : VerifyOne(body, headers);

    // One signature needs 32 bytes of stack. Only a list needs the room for all signatures that it may hold.
    private SignatureFailure? CheckOne(in SignatureHeaders headers) => _parser.Parse(headers, stackalloc byte[MacSize], out _);

    private SignatureFailure? CheckList(in SignatureHeaders headers) =>
        _parser.Parse(headers, stackalloc byte[SignatureFormat.MaxSignatures * MacSize], out _);

    private SignatureResult VerifyOne(in BodyBytes body, in SignatureHeaders headers) =>
        Verify(body, headers, stackalloc byte[MacSize]);

    private SignatureResult VerifyList(in BodyBytes body, in SignatureHeaders headers) =>
        Verify(body, headers, stackalloc byte[SignatureFormat.MaxSignatures * MacSize]);

    private SignatureResult Verify(in BodyBytes body, in SignatureHeaders headers, Span<byte> macs)
    {
        if (_parser.Parse(headers, macs, out ParsedSignatureHeaders parsed) is { } failure)
        {
            return SignatureResult.Invalid(failure);
        }

        macs = macs[..(parsed.MacCount * MacSize)];
        foreach (HmacKey key in _keys)
        {
            if (IsSignedWith(key, body, parsed, macs))
            {
                return _signsTimestamp ? CheckAge(parsed) : SignatureResult.Valid(null);
            }
        }

        return SignatureResult.Invalid(SignatureFailure.SignatureMismatch);
    }

    private bool IsSignedWith(HmacKey key, in BodyBytes body, in ParsedSignatureHeaders parsed, ReadOnlySpan<byte> macs)
    {
        Span<byte> expected = stackalloc byte[MacSize];
        IncrementalHash hash = key.Rent();
        if (_signsBodyAlone)
        {
            body.AppendTo(hash);
        }
        else
        {
            AppendContent(hash, body, parsed);
        }

        hash.GetHashAndReset(expected);
        key.Return(hash);

        bool isMatch = false;
        for (; !macs.IsEmpty; macs = macs[MacSize..])
        {
            isMatch |= CryptographicOperations.FixedTimeEquals(expected, macs[..MacSize]);
        }

        CryptographicOperations.ZeroMemory(expected);
        return isMatch;
    }

    private void AppendContent(IncrementalHash hash, in BodyBytes body, in ParsedSignatureHeaders parsed)
    {
        var content = new SignedContentHash(hash, stackalloc byte[JoinedSize]);
        foreach (SignedPart part in _content)
        {
            switch (part.Kind)
            {
                case SignedPartKind.Body: body.AppendTo(ref content); break;
                case SignedPartKind.Timestamp: content.Append(parsed.Timestamp); break;
                case SignedPartKind.Id: content.Append(parsed.Id); break;
                default: content.Append(part.Literal); break;
            }
        }

        content.Flush();
    }

    private SignatureResult CheckAge(in ParsedSignatureHeaders parsed)
    {
        TimeSpan age = _timeProvider.GetUtcNow() - parsed.Instant;
        bool isTooEarly = age < -Tolerance || (age == -Tolerance && parsed.IsInstantRoundedDown);
        return age > Tolerance || isTooEarly
            ? SignatureResult.Invalid(SignatureFailure.TimestampOutsideTolerance, parsed.Instant)
            : SignatureResult.Valid(parsed.Instant);
    }

    private static HmacKey[] CreateKeys(SignatureScheme scheme, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(secrets);
        List<HmacKey> keys = [];
        foreach (string secret in secrets)
        {
            byte[] key = scheme.SecretEncoding.TryDecode(secret)
                ?? throw new ArgumentException($"The secret at index {keys.Count} is blank or not in the scheme's encoding.", nameof(secrets));
            keys.Add(new HmacKey(key));
        }

        return keys.Count > 0 ? [.. keys] : throw new ArgumentException("No secret is given.", nameof(secrets));
    }
}
