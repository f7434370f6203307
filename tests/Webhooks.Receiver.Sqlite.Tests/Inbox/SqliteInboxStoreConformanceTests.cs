namespace Webhooks.Receiver.Sqlite.Tests;

public sealed class SqliteInboxStoreConformanceTests(SqliteInboxFixture fixture) : IClassFixture<SqliteInboxFixture>
{
    public static TheoryData<string> Cases() => [.. InboxStoreConformance.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Store_ConformanceCase_Passes(string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        await InboxStoreConformance.Cases.Single(c => c.Name == name).RunAsync(fixture, limit.Token);
    }
}
