using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Webhooks.Receiver.Package.Tests.SurfaceSamples;

public static class Parameters
{
    private static int _number;

    public static void All(params string?[] all)
    {
    }

    public static void AllOf(params ReadOnlySpan<int> all)
    {
    }

    public static void Pass(in int a, ref int b, out int c, ref readonly int d) => c = a + b + d;

    public static ref int Scope(scoped Span<byte> bytes, scoped ref int number) => ref _number;

    public static ref readonly int Borrow() => ref _number;

    public static void Defaults(
        string? text = null,
        string path = "a\"\\\n",
        char sign = '\'',
        bool yes = true,
        decimal amount = 1.50m,
        double ratio = 0.5)
    {
    }

    public static void DefaultsOfStructs(int? some = 3, Guid none = default, CancellationToken cancellationToken = default)
    {
    }

    public static void DefaultsOfEnums(
        DayOfWeek day = DayOfWeek.Friday,
        DayOfWeek? maybe = DayOfWeek.Monday,
        AttributeTargets targets = AttributeTargets.Class | AttributeTargets.Enum,
        DayOfWeek unheardOf = (DayOfWeek)9)
    {
    }

    public static string Extend(
        this string value,
        [StringSyntax(StringSyntaxAttribute.Uri)] string url,
        [CallerMemberName] string name = "") => value;

    public static unsafe void Point(byte* start, nint length)
    {
    }
}
