namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlInboxStoreConformanceTests(PostgreSqlFixture server)
{
    public static TheoryData<string> Cases() => [.. InboxStoreConformance.Cases.Select(c => c.Name)];

    [PostgreSqlTheory]
    [MemberData(nameof(Cases))]
    public async Task Store_ConformanceCase_Passes(string name)
    {
        await using var fixture = new PostgreSqlInboxFixture(server);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        await InboxStoreConformance.Cases.Single(c => c.Name == name).RunAsync(fixture, limit.Token);
    }
}
