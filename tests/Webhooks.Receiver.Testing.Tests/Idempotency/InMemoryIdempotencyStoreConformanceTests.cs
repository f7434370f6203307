namespace Webhooks.Receiver.Testing.Tests;

public sealed class InMemoryIdempotencyStoreConformanceTests
{
    private const int RaceRepetitions = 20;

    private static readonly IEnumerable<string> _races = IdempotencyStoreConformance.Cases
        .Select(c => c.Name).Where(name => name.StartsWith("race/", StringComparison.Ordinal));

    public static TheoryData<string> Cases() => [.. IdempotencyStoreConformance.Cases.Select(c => c.Name)];

    public static TheoryData<string, int> Races()
    {
        var rows = new TheoryData<string, int>();
        foreach (string race in _races)
        {
            for (int repetition = 1; repetition <= RaceRepetitions; repetition++)
            {
                rows.Add(race, repetition);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Store_ConformanceCase_Passes(string name)
    {
        await using var fixture = new ManualClockFixture(clock => new InMemoryIdempotencyStore(timeProvider: clock));

        await IdempotencyStoreConformance.Cases.Single(c => c.Name == name).RunAsync(fixture, CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(Races))]
    public async Task Store_RaceRepeated_Passes(string name, int repetition)
    {
        repetition.Should().BePositive();
        await using var fixture = new ManualClockFixture(clock => new InMemoryIdempotencyStore(timeProvider: clock), raceRounds: 10);

        await IdempotencyStoreConformance.Cases.Single(c => c.Name == name).RunAsync(fixture, CancellationToken.None);
    }

    [Fact]
    public async Task Store_OneForAllCases_Passes()
    {
        InMemoryIdempotencyStore? store = null;
        await using var fixture = new ManualClockFixture(
            clock => store ??= new InMemoryIdempotencyStore(timeProvider: clock), raceRounds: 5);

        await IdempotencyStoreConformance.RunAllAsync(fixture, CancellationToken.None);
        await IdempotencyStoreConformance.RunAllAsync(fixture, CancellationToken.None);
    }
}
