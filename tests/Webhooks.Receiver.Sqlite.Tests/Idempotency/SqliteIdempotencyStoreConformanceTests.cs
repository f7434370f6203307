namespace Webhooks.Receiver.Sqlite.Tests;

public sealed class SqliteIdempotencyStoreConformanceTests(SqliteIdempotencyFixture fixture) : IClassFixture<SqliteIdempotencyFixture>
{
    public static TheoryData<string> Cases() => [.. IdempotencyStoreConformance.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Store_ConformanceCase_Passes(string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        await IdempotencyStoreConformance.Cases.Single(c => c.Name == name).RunAsync(fixture, limit.Token);
    }
}
