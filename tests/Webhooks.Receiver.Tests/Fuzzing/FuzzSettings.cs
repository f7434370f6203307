using System.Globalization;

namespace Webhooks.Receiver.Tests;

/// <summary>How long to fuzz, and from which seed. Set in the environment, so that CI and people run the same tests for longer.</summary>
internal static class FuzzSettings
{
    public const string SecondsVariable = "WEBHOOKS_FUZZ_SECONDS";
    public const string SeedVariable = "WEBHOOKS_FUZZ_SEED";

    private const double DefaultSeconds = 3;

    /// <summary>For all targets together.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable(SecondsVariable) is { Length: > 0 } text
            ? double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : DefaultSeconds);

    /// <summary>The same for all targets of a run; another in each run unless it is set.</summary>
    public static ulong Seed { get; } =
        Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } text
            ? ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
}
