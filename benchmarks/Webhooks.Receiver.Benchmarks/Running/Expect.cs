using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>A benchmark checks its own result, so that a broken one fails instead of measuring nonsense.</summary>
internal static class Expect
{
    public static void That([DoesNotReturnIf(false)] bool condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The benchmark does not do what it is to measure: {text}.");
        }
    }
}
