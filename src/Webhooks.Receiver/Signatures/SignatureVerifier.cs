using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

// In all of this assembly, buffers on the stack are not cleared first: a delivery takes a hundredth less time. Use only what was written of a buffer.
[module: SkipLocalsInit]

namespace Webhooks.Receiver;

/// <summary>
/// Verifies the signatures of one scheme with one or several secrets: over the received bytes, in constant time. Never throws
/// because of the content of a header or a body. Thread-safe; create one and keep it.
/// </summary>
/// <remarks>
/// Allocates nothing per call, whatever the size of the body, if an HMAC signs headers, text and the body's bytes. Prints no secret. To
/// rotate a secret, create a new verifier and discard the old one.
/// </remarks>
public sealed class SignatureVerifier
{
    /// <summary>Enough for one HMAC.</summary>
    private const int SmallSize = SignatureKey.MaxHashSize;

    /// <summary>Enough for a list of HMACs, or for one signature of another kind.</summary>
    private const int LargeSize = SignatureFormat.MaxSignatures * SignatureKey.MaxHashSize;

    /// <summary>Enough for a timestamp, an id and a body of usual size.</summary>
    private const int JoinedSize = 768;

    private readonly SignatureHeaderParser _parser;
    private readonly SignedPart[] _content;
    private readonly bool _signsBodyAlone;
    private readonly bool _signsTimestamp;
    private readonly bool _readsRequest;
    private readonly int _bufferSize;
    private readonly int _slot;
    private readonly SignatureKey[] _keys;
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

    private SignatureVerifier(SignatureScheme scheme, SignatureKey[] keys, int? ownKeys, TimeProvider? timeProvider, TimeSpan? tolerance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tolerance ?? TimeSpan.Zero, TimeSpan.Zero, nameof(tolerance));
        scheme.ThrowIfInconsistent();
        Scheme = scheme;
        Tolerance = tolerance ?? scheme.Timestamp?.Tolerance ?? SignatureTimestamp.DefaultTolerance;
        _parser = new SignatureHeaderParser(scheme);
        _content = [.. scheme.SignedContent];
        _signsBodyAlone = _content is [{ Kind: SignedPartKind.Body }];
        _signsTimestamp = scheme.SignsTimestamp;
        _readsRequest = scheme.ReadsRequest;
        _slot = _parser.Size.Slot;
        _bufferSize = _slot * (scheme.Format.Separator is null ? 1 : SignatureFormat.MaxSignatures);
        _keys = keys;
        _ownKeys = ownKeys ?? keys.Length;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>
    /// Creates a verifier that computes the same number of MACs over a forgery for each tenant: random keys replace missing ones.
    /// </summary>
    internal static SignatureVerifier ForTenant(
        SignatureScheme scheme, IReadOnlyList<string> secrets, IReadOnlyList<SignatureKey> randomKeys, TimeProvider timeProvider, TimeSpan? tolerance)
    {
        SignatureKey[] own = secrets.Count == 0 ? [] : CreateKeys(scheme, secrets);
        return new SignatureVerifier(scheme, [.. own, .. randomKeys.Skip(own.Length)], own.Length, timeProvider, tolerance);
    }

    /// <summary>Whether both verifiers share a key, so that one signature can be valid for both.</summary>
    internal bool SharesKeyWith(SignatureVerifier other) => _keys.Any(key => other._keys.Any(key.Equals));

    /// <summary>Disposes of the idle hash states. The verifier can still be used, but keeps no hash state from now on.</summary>
    internal void DiscardIdleStates()
    {
        foreach (SignatureKey key in _keys.AsSpan(0, _ownKeys))
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
        _bufferSize <= SmallSize ? CheckSmall(headers) : CheckLarge(headers);

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

    // One HMAC needs little stack. Only a list needs the room for all signatures that it may hold; one of RSA is too large for the stack.
    private SignatureResult Verify(in BodyBytes body, in SignatureHeaders headers) =>
        _bufferSize <= SmallSize ? VerifySmall(body, headers) : VerifyLarge(body, headers);

    private SignatureFailure? CheckSmall(in SignatureHeaders headers) => Parse(headers, stackalloc byte[SmallSize], out _);

    private SignatureFailure? CheckLarge(in SignatureHeaders headers) =>
        Parse(headers, _bufferSize <= LargeSize ? stackalloc byte[LargeSize] : new byte[_bufferSize], out _);

    private SignatureResult VerifySmall(in BodyBytes body, in SignatureHeaders headers) => Verify(body, headers, stackalloc byte[SmallSize]);

    private SignatureResult VerifyLarge(in BodyBytes body, in SignatureHeaders headers) =>
        Verify(body, headers, _bufferSize <= LargeSize ? stackalloc byte[LargeSize] : new byte[_bufferSize]);

    private SignatureFailure? Parse(in SignatureHeaders headers, Span<byte> signatures, out ParsedSignatureHeaders parsed)
    {
        if (_readsRequest)
        {
            ThrowIfIncomplete(headers);
        }

        return _parser.Parse(headers, signatures, out parsed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // inlined, it would copy its result once more
    private SignatureResult Verify(in BodyBytes body, in SignatureHeaders headers, Span<byte> signatures)
    {
        if (Parse(headers, signatures, out ParsedSignatureHeaders parsed) is { } failure)
        {
            return SignatureResult.Invalid(failure);
        }

        for (int i = 0; i < _keys.Length; i++)
        {
            if (!TryVerify(_keys[i], body, headers, parsed, out bool isMatch))
            {
                return SignatureResult.Invalid(SignatureFailure.NotVerified);
            }

            if (isMatch)
            {
                return _signsTimestamp ? CheckAge(parsed, i) : SignatureResult.ValidBy(i);
            }
        }

        return SignatureResult.Invalid(SignatureFailure.SignatureMismatch);
    }

    /// <returns>Whether the request has all parts of the signed content.</returns>
    private bool TryVerify(
        SignatureKey key, in BodyBytes body, in SignatureHeaders headers, in ParsedSignatureHeaders parsed, out bool isMatch)
    {
        Span<byte> hash = stackalloc byte[SignatureKey.MaxHashSize];
        bool hasAllParts = true;
        if (_content.Length > 0)
        {
            IncrementalHash state = key.Rent();
            if (_signsBodyAlone)
            {
                body.AppendTo(state);
            }
            else
            {
                hasAllParts = TryAppendContent(state, body, headers, parsed);
            }

            hash = hash[..state.GetHashAndReset(hash)];
            key.Return(state);
        }

        isMatch = hasAllParts && MatchesAny(key, hash, parsed.Signatures);
        CryptographicOperations.ZeroMemory(hash);
        return hasAllParts;
    }

    private bool MatchesAny(SignatureKey key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signatures)
    {
        bool isMatch = false;
        for (; !signatures.IsEmpty; signatures = signatures[_slot..])
        {
            isMatch |= key.Verify(hash, signatures[.._slot]);
        }

        return isMatch;
    }

    private bool TryAppendContent(IncrementalHash state, in BodyBytes body, in SignatureHeaders headers, in ParsedSignatureHeaders parsed)
    {
        var content = new SignedContentHash(state, stackalloc byte[JoinedSize]);
        foreach (SignedPart part in _content)
        {
            switch (part.Kind)
            {
                case SignedPartKind.Body: body.AppendTo(ref content); break;
                case SignedPartKind.Timestamp: content.Append(parsed.Timestamp); break;
                case SignedPartKind.Id: content.Append(parsed.Id); break;
                case SignedPartKind.Text: content.Append(part.Literal); break;
                default:
                    if (!RequestParts.TryAppend(ref content, part, body, headers))
                    {
                        return false;
                    }

                    break;
            }
        }

        content.Flush();
        return true;
    }

    /// <summary>Throws if the caller left out what the scheme uses: an error of the developer, whatever a sender sends.</summary>
    private void ThrowIfIncomplete(in SignatureHeaders headers)
    {
        if (headers.All is null || headers.Method is null || (Scheme.ReadsUrl && headers.Url is null)
            || (Scheme.SignsPublicUrl && !RequestUrl.IsAbsolute(headers.Url)))
        {
            throw new InvalidOperationException(
                $"The scheme signs more than headers and body. Pass {nameof(SignatureHeaders)}.{nameof(SignatureHeaders.From)}(scheme, headers, method, url), "
                + "with the absolute public URL if it uses that.");
        }
    }

    private SignatureResult CheckAge(in ParsedSignatureHeaders parsed, int secretIndex)
    {
        TimeSpan age = _timeProvider.GetUtcNow() - parsed.Instant;
        bool isTooEarly = age < -Tolerance || (age == -Tolerance && parsed.IsInstantRoundedDown);
        return age > Tolerance || isTooEarly
            ? SignatureResult.Invalid(SignatureFailure.TimestampOutsideTolerance, parsed.Instant)
            : SignatureResult.ValidBy(secretIndex, parsed.Instant);
    }

    private static SignatureKey[] CreateKeys(SignatureScheme scheme, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(secrets);
        scheme.ThrowIfInconsistent(); // before a secret is blamed
        List<SignatureKey> keys = [];
        foreach (string secret in secrets)
        {
            keys.Add(SignatureKey.Create(scheme, secret)
                ?? throw new ArgumentException($"The secret at index {keys.Count} is blank or not in the scheme's encoding.", nameof(secrets)));
        }

        return keys.Count > 0 ? [.. keys] : throw new ArgumentException("No secret is given.", nameof(secrets));
    }
}
