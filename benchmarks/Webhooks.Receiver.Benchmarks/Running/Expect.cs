using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>Checks the result of a benchmark, so that a broken one fails instead of measuring the wrong thing.</summary>
internal static class Expect
{
    public static void That([DoesNotReturnIf(false)] bool condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        if (!condition)
        {
            throw new InvalidOperationException($"The benchmark's result is wrong: {text}.");
        }
    }
}
