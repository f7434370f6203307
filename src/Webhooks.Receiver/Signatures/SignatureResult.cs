using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>The verdict over one delivery's headers and body. <see langword="default"/> is a refusal.</summary>
public readonly record struct SignatureResult
{
    private readonly SignatureFailure _failure;

    private SignatureResult(bool isValid, SignatureFailure failure, DateTimeOffset? timestamp)
    {
        IsValid = isValid;
        _failure = failure;
        Timestamp = timestamp;
    }

    /// <summary>Whether the delivery is genuine and, where the scheme signs a time, recent enough.</summary>
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsValid { get; }

    /// <summary>Why not; <see langword="null"/> when <see cref="IsValid"/>.</summary>
    public SignatureFailure? Failure => IsValid ? null : _failure;

    /// <summary>
    /// The signed time; <see langword="null"/> where the scheme signs none or the signature was not found to be genuine.
    /// </summary>
    public DateTimeOffset? Timestamp { get; }

    internal static SignatureResult Valid(DateTimeOffset? timestamp) => new(true, default, timestamp);

    internal static SignatureResult Invalid(SignatureFailure failure, DateTimeOffset? timestamp = null) =>
        new(false, failure, timestamp);
}
