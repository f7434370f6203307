using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>An app that receives from Cue, with its stores in PostgreSQL.</summary>
internal sealed class ReceiverApp : IAsyncDisposable
{
    private const string DefaultPath = "/webhooks/cue";
    private const string Secret = "cue-secret-of-these-tests";

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private ReceiverApp(WebApplication app)
    {
        _app = app;
        _client = app.GetTestClient();
        _client.Timeout = TimeSpan.FromSeconds(60);
    }

    public IServiceProvider Services => _app.Services;

    public IWebhookInbox Inbox => Services.GetRequiredService<IWebhookInbox>();

    public static async Task<ReceiverApp> StartAsync(
        string? connectionString, string schema, Action<WebApplication> map, Action<IServiceCollection>? configure = null,
        Action<PostgreSqlStoreOptions>? options = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection([new("Webhooks:Cue:Secrets:0", Secret), new("Logging:LogLevel:Default", "None")]);
        builder.Services.AddWebhooks().AddPostgreSql(o =>
        {
            o.ConnectionString = connectionString;
            o.Schema = schema;
            options?.Invoke(o);
        });
        builder.Services.Configure<WebhookInboxOptions>(inbox => inbox.RetryDelay = TimeSpan.FromMilliseconds(1));
        configure?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync();
        return new ReceiverApp(app);
    }

    /// <summary>Sends a signed delivery of an event.</summary>
    public Task<HttpStatusCode> SendAsync(string id, string path = DefaultPath) => SendAsync(CueSamplePayloads.AdClick(id: id), path);

    /// <summary>Sends a signed body.</summary>
    public async Task<HttpStatusCode> SendAsync(byte[] body, string path = DefaultPath)
    {
        using HttpResponseMessage response = await SendForResponseAsync(body, path);
        return response.StatusCode;
    }

    /// <summary>Sends a signed body. The caller disposes of the response.</summary>
    public async Task<HttpResponseMessage> SendForResponseAsync(byte[] body, string path = DefaultPath)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        foreach ((string name, string value) in WebhookSigner.Sign<CueEvent>(Secret, body))
        {
            request.Headers.Add(name, value);
        }

        return await _client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
