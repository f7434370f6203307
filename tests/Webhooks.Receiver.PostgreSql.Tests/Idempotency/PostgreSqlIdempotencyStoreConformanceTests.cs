namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlIdempotencyStoreConformanceTests(PostgreSqlFixture server)
{
    public static TheoryData<string> Cases() => [.. IdempotencyStoreConformance.Cases.Select(c => c.Name)];

    [PostgreSqlTheory]
    [MemberData(nameof(Cases))]
    public async Task Store_ConformanceCase_Passes(string name)
    {
        await using var fixture = new PostgreSqlIdempotencyFixture(server);

        await IdempotencyStoreConformance.Cases.Single(c => c.Name == name).RunAsync(fixture, CancellationToken.None);
    }

    [PostgreSqlFact]
    public async Task Store_OneForAllCases_Passes()
    {
        await using var fixture = new PostgreSqlIdempotencyFixture(server);

        await IdempotencyStoreConformance.RunAllAsync(fixture, CancellationToken.None);
    }
}
