using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>The result of verifying the headers and the body of one delivery. <see langword="default"/> is invalid.</summary>
public readonly record struct SignatureResult
{
    private readonly SignatureFailure _failure;

    private SignatureResult(SignatureFailure failure) => _failure = failure;

    /// <summary>Whether the signature is valid and, if the scheme signs a time, that time is within the tolerance.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsValid { get; private init; }

    /// <summary>The index of the secret that verified it, if <see cref="IsValid"/>. It does not make results differ.</summary>
    internal short SecretIndex { get; private init; }

    /// <summary>The reason if the result is not valid; <see langword="null"/> if <see cref="IsValid"/>.</summary>
    public SignatureFailure? Failure => IsValid ? null : _failure;

    /// <summary>
    /// The signed time, even if outside the tolerance; <see langword="null"/> if none is signed or the signature is not valid.
    /// </summary>
    public DateTimeOffset? Timestamp { get; private init; }

    /// <summary>Whether both say the same.</summary>
    /// <param name="other">The other result.</param>
    public bool Equals(SignatureResult other) => (IsValid, _failure, Timestamp).Equals((other.IsValid, other._failure, other.Timestamp));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsValid, _failure, Timestamp);

    /// <summary>The delivery is authentic.</summary>
    /// <param name="timestamp">The signed time, which is not too far from now; null if none is signed.</param>
    public static SignatureResult Valid(DateTimeOffset? timestamp = null) => new() { IsValid = true, Timestamp = timestamp };

    /// <summary>The delivery is authentic, by the secret with this index.</summary>
    internal static SignatureResult ValidBy(int secretIndex) => new() { IsValid = true, SecretIndex = (short)secretIndex };

    /// <inheritdoc cref="ValidBy(int)"/>
    internal static SignatureResult ValidBy(int secretIndex, DateTimeOffset timestamp) =>
        new() { IsValid = true, SecretIndex = (short)secretIndex, Timestamp = timestamp };

    /// <summary>The delivery is refused.</summary>
    /// <param name="failure">The reason.</param>
    /// <param name="timestamp">The signed time, if everything else is valid; otherwise null.</param>
    public static SignatureResult Invalid(SignatureFailure failure, DateTimeOffset? timestamp = null) => new(failure) { Timestamp = timestamp };
}
