using Npgsql;

namespace Webhooks.Receiver.PostgreSql.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlSchemaTests(PostgreSqlFixture server)
{
    private readonly string _schema = server.NewSchema();

    [PostgreSqlFact]
    public async Task Start_ManyInstancesAtOnce_CreateTheTablesOnce()
    {
        StoreHost[] hosts = [.. Enumerable.Range(0, 12).Select(_ => StoreHost.Create(server.ConnectionString, _schema))];

        await Task.WhenAll(hosts.Select(host => Task.Run(host.StartAsync)));

        (await server.QueryAsync($"SELECT version FROM {_schema}.store")).Should().Be(1);
        foreach (StoreHost host in hosts)
        {
            (await host.ClaimNewAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
            await host.DisposeAsync();
        }
    }

    [PostgreSqlFact]
    public async Task Script_RunByHandTwice_IsAllThatTheStoresNeed()
    {
        await server.QueryAsync(PostgreSqlSchema.GetScript(_schema));
        await server.QueryAsync(PostgreSqlSchema.GetScript(_schema));
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema, options => options.CreateSchema = false);

        await host.StartAsync();

        (await host.ClaimNewAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [PostgreSqlFact]
    public async Task Start_NoTablesAndCreateSchemaIsFalse_ThrowsAndSaysWhatToDo()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema, options => options.CreateSchema = false);

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<Exception>().WithMessage(
            $"The schema '{_schema}' has no tables of Webhooks.Receiver. Run the script of PostgreSqlSchema.GetScript(\"{_schema}\"), or set "
            + "Webhooks:PostgreSql:CreateSchema to true.");
        await host.Awaiting(h => h.ClaimNewAsync()).Should().ThrowAsync<Exception>().WithMessage("The schema*has no tables*");
    }

    [PostgreSqlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_TablesOfANewerVersion_ThrowsAndLeavesThem(bool createSchema)
    {
        await server.QueryAsync(PostgreSqlSchema.GetScript(_schema));
        await server.QueryAsync($"UPDATE {_schema}.store SET version = 7");
        await using StoreHost host = StoreHost.Create(server.ConnectionString, _schema, options => options.CreateSchema = createSchema);

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<Exception>().WithMessage(
            $"The tables in the schema '{_schema}' have version 7, and this app knows version 1: they were migrated by a newer version of "
            + "Webhooks.Receiver.PostgreSql. Update the package, or use another Webhooks:PostgreSql:Schema.");
        (await server.QueryAsync($"SELECT version FROM {_schema}.store")).Should().Be(7);
    }

    [PostgreSqlFact]
    public async Task Script_TablesOfANewerVersion_Refuses()
    {
        await server.QueryAsync(PostgreSqlSchema.GetScript(_schema));
        await server.QueryAsync($"UPDATE {_schema}.store SET version = 7");

        await server.Awaiting(s => s.QueryAsync(PostgreSqlSchema.GetScript(_schema)))
            .Should().ThrowAsync<PostgresException>().WithMessage("*have version 7, and this script makes version 1*");
    }

    [PostgreSqlFact]
    public async Task Start_RoleThatMayNotCreate_ThrowsAndSaysWhatToDo()
    {
        await using StoreHost host = StoreHost.Create(await CreateRoleAsync(), _schema);

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<Exception>().WithMessage(
            $"The role of the connection may not create the schema '{_schema}' or its tables. Grant it CREATE on the database, or run the "
            + $"script of PostgreSqlSchema.GetScript(\"{_schema}\") as another role.");
    }

    [PostgreSqlFact]
    public async Task Start_SchemaNameWithCapitals_IsQuoted()
    {
        await using StoreHost host = StoreHost.Create(server.ConnectionString, "User");

        await host.StartAsync();

        (await host.ClaimNewAsync()).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        (await server.QueryAsync("""SELECT version FROM "User".store; DROP SCHEMA "User" CASCADE""")).Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("a\"; DROP TABLE x; --")]
    [InlineData("pg_webhooks")]
    [InlineData("größe")]
    public void GetScript_NameThatNeedsMoreThanQuotes_Throws(string schema) =>
        FluentActions.Invoking(() => PostgreSqlSchema.GetScript(schema)).Should().Throw<ArgumentException>();

    /// <summary>Creates a role without privileges, named as the schema.</summary>
    private async Task<string> CreateRoleAsync()
    {
        await server.QueryAsync($"CREATE ROLE {_schema} LOGIN PASSWORD 'secret-EXAMPLE-ONLY'");
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = _schema, Password = "secret-EXAMPLE-ONLY" }.ConnectionString;
    }
}
