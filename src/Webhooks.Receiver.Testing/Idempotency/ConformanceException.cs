using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Thrown if a store breaks the contract of <see cref="IIdempotencyStore"/> or <see cref="IInboxStore"/>.</summary>
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

    internal static void ThrowIfAny(List<ConformanceException> failures, int caseCount)
    {
        if (failures.Count > 0)
        {
            string lines = string.Join(Environment.NewLine, failures.Select(failure => failure.Message));
            throw new ConformanceException(
                "all", $"{caseCount} cases", "none to fail", $"{failures.Count} failed:{Environment.NewLine}{lines}", new AggregateException(failures));
        }
    }
}
