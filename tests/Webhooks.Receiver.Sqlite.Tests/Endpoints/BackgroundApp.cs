using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>An app with a server on the loopback address and its stores in a file, as a user would write it.</summary>
internal sealed class BackgroundApp : IAsyncDisposable
{
    private const string Secret = "cue-test-secret";

    private readonly WebApplication _host;
    private readonly HttpClient _client;

    private BackgroundApp(WebApplication host)
    {
        _host = host;
        _client = new HttpClient { BaseAddress = new Uri(host.Urls.Single()), Timeout = Eventually.Limit };
    }

    public IWebhookInbox Inbox => _host.Services.GetRequiredService<IWebhookInbox>();

    public static async Task<BackgroundApp> StartAsync(DatabaseFile file, Action<WebApplication> map, Action<IServiceCollection>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Webhooks:Cue:Secrets:0"] = Secret });
        builder.Services.AddWebhooks().AddSqlite(file.ConnectionString);
        builder.Services.AddHealthChecks().AddWebhooks();
        configure?.Invoke(builder.Services);
        WebApplication host = builder.Build();
        host.MapHealthChecks("/health");
        map(host);
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return new BackgroundApp(host);
    }

    public Task<HttpStatusCode> PostAsync(string id, string campaign = "c") => PostBodyAsync(
        $$$"""{"id":"{{{id}}}","type":"ad.click","created":"2026-03-13T17:51:00Z","data":{"ad_id":"a","campaign_id":"{{{campaign}}}","click_id":"k"}}""");

    /// <summary>Posts a signed body.</summary>
    public async Task<HttpStatusCode> PostBodyAsync(string json)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        content.Headers.Add("cue-signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)));
        using HttpResponseMessage answer = await _client.PostAsync("/webhooks/cue", content);
        return answer.StatusCode;
    }

    /// <summary>Gets the data of the health check.</summary>
    public async Task<IReadOnlyDictionary<string, object>> GetHealthDataAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries.Single().Value.Data;

    public Task<string> GetAsync(string path) => _client.GetStringAsync(path);

    public Task HasCounted(Func<WebhookInboxCounts, bool> condition) =>
        Eventually.Holds(async () => condition(await Inbox.CountAsync(CancellationToken.None)), "the counts of the inbox");

    /// <summary>Waits until so many items are processed, and so many others are pending or running.</summary>
    public async Task HasProcessed(int items, int others = 0)
    {
        await Eventually.Holds(async () => await Inbox.CountProcessedAsync(CancellationToken.None) == items, "the number of processed items");
        await HasCounted(counts => counts.Pending + counts.Running == others);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
    }
}
