using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>
/// The settings with which the stores write, whatever the defaults of the role are. Nothing is committed asynchronously: what was answered survives
/// a loss of power. Nothing is compiled just in time, which would take longer than the statement. A trigger records the settings of each write.
/// </summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class SessionSettingsTests(PostgreSqlFixture server)
{
    private readonly string _schema = server.NewSchema();

    [PostgreSqlTheory]
    [InlineData("own connections", false)]
    [InlineData("own connections behind a pooler", false)]
    [InlineData("a data source of the app", false)]
    [InlineData("own connections", true)]
    [InlineData("own connections behind a pooler", true)]
    [InlineData("a data source of the app", true)]
    public async Task Write_OtherSettingsByDefault_IsSynchronousAndNotCompiled(string connections, bool inTransaction)
    {
        string connectionString = server.ConnectionString + ";Options=-c synchronous_commit=off -c jit=on";
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        bool isShared = connections == "a data source of the app";
        await using ReceiverApp app = await ReceiverApp.StartAsync(
            isShared ? null : connectionString, _schema,
            host =>
            {
                Map(host.MapWebhook<CueEvent>("/webhooks/cue", (_, _) => Task.CompletedTask));
                Map(host.MapWebhook<CueEvent>("/background", (_, _) => Task.CompletedTask)).ProcessInBackground();
            },
            services => _ = isShared ? services.AddSingleton(source) : services,
            options => options.UsesConnectionPooler = connections == "own connections behind a pooler");
        await server.QueryAsync(RecordSettings());

        (await app.SendAsync("evt_1")).Should().Be(HttpStatusCode.OK);
        (await app.SendAsync("evt_2", "/background")).Should().Be(HttpStatusCode.Accepted);

        // A claim and its completion; a stored item with its key; and an item that was taken and settled, with its key.
        await Eventually.Holds(async () => await CountAsync("true") >= 6, "all writes");
        (await CountAsync("synchronous_commit = 'off'")).Should().Be(0);
        (await CountAsync("jit = 'on'")).Should().Be(0);

        WebhookEndpointBuilder<CueEvent> Map(WebhookEndpointBuilder<CueEvent> endpoint) =>
            inTransaction ? endpoint.HandleInTransaction() : endpoint;
    }

    private string RecordSettings() => $"""
        CREATE TABLE {_schema}.written (synchronous_commit text, jit text);
        CREATE FUNCTION {_schema}.record() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN INSERT INTO {_schema}.written VALUES (current_setting(''synchronous_commit''), current_setting(''jit'')); RETURN NULL; END';
        CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON {_schema}.keys FOR EACH ROW EXECUTE FUNCTION {_schema}.record();
        CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON {_schema}.inbox FOR EACH ROW EXECUTE FUNCTION {_schema}.record();
        """;

    private async Task<long> CountAsync(string condition) =>
        (long)(await server.QueryAsync($"SELECT count(*) FROM {_schema}.written WHERE {condition}"))!;
}
