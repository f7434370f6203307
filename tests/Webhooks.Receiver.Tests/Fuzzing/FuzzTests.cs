using Xunit.Abstractions;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Fuzzes each target for its share of <see cref="FuzzSettings.Time"/>, one after the other. How to fuzz for longer, and how to repeat a
/// run, stands in CONTRIBUTING.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_CasesOfAnySeed_Hold(string name)
    {
        output.WriteLine($"{FuzzSettings.SeedVariable}={FuzzSettings.Seed}");

        FuzzReport report = FuzzRun.Run(FuzzTargets.Of(name), FuzzSettings.Seed, FuzzSettings.Time / FuzzTargets.All.Count);

        output.WriteLine($"{report.Cases} cases in {report.Time.TotalSeconds:F1} s");
        report.Cases.Should().BePositive();
    }
}
