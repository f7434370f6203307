using System.Text.RegularExpressions;
using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.Package.Tests;

[Collection(ProcessCollection.Name)]
public sealed partial class DurableTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Run_OnSqlite_HasEachEffectOnce()
    {
        await using ChildProcess sample = Run("--events", "12");

        int exitCode = await sample.WaitForExitAsync(_limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().Contain("12 of 12 effects are there exactly once").And.Contain("Receiver A will be killed");
        Row().Matches(sample.Output).Should().HaveCount(12, sample.Output);
    }

    [PostgreSqlFact]
    public async Task Run_OnPostgreSql_HasEachEffectOnce()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        await using ChildProcess sample = Run(server.ConnectionString, "--events", "12");

        int exitCode = await sample.WaitForExitAsync(_limit);

        exitCode.Should().Be(0, sample.Output);
        sample.Output.Should().Contain("12 of 12 effects are there exactly once").And.Contain("Starting two receivers on PostgreSql");
        Row().Matches(sample.Output).Should().HaveCount(12, sample.Output);
    }

    [Fact]
    public async Task Run_OnAServerThatIsNotThere_SaysSo()
    {
        await using ChildProcess sample = Run("Host=127.0.0.1;Port=1;Timeout=2");

        int exitCode = await sample.WaitForExitAsync(_limit);

        exitCode.Should().Be(1, sample.Output);
        sample.Output.Should().Contain("The database cannot be used: ").And.NotContain("   at ", "a stack trace helps nobody");
    }

    [Theory]
    [InlineData("--events", "0", "--events has to be 1 to 1000.")]
    [InlineData("--evnts", "3", "There is no option --evnts.")]
    public async Task Run_WithAWrongArgument_SaysWhichIsWrong(string name, string value, string message)
    {
        await using ChildProcess sample = Run(name, value);

        int exitCode = await sample.WaitForExitAsync(_limit);

        exitCode.Should().Be(1);
        sample.Output.Should().Contain(message);
    }

    [Fact]
    public async Task Help_PrintsUsage()
    {
        await using ChildProcess sample = Run("--help");

        (await sample.WaitForExitAsync(_limit)).Should().Be(0, sample.Output);

        sample.Output.Should().Contain("Usage:").And.Contain("--events").And.NotContain(" receive ", "people do not start receivers themselves");
    }

    private static ChildProcess Run(params string[] arguments) => ChildProcess.Start(
        "dotnet", Repository.Root, new Dictionary<string, string>(),
        ["run", "--project", "samples/Durable", "--no-build", "-c", Repository.Configuration, "--", .. arguments]);

    [GeneratedRegex(@"evt_\w+ +(in the background|before the answer) .* 1 *$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
