using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Thrown if a store breaks the contract of <see cref="IIdempotencyStore"/>.</summary>
public sealed class ConformanceException : Exception
{
    internal ConformanceException(
        string caseName, string subject, string expected, string actual, Exception? innerException = null)
        : base($"[{caseName}] {subject}: expected {expected}, but got {actual}.", innerException)
    {
        CaseName = caseName;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The case's name.</summary>
    public string CaseName { get; }

    /// <summary>What the case expected.</summary>
    public string Expected { get; }

    /// <summary>What the store did.</summary>
    public string Actual { get; }
}
