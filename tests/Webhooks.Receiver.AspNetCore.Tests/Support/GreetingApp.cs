using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>An app that receives from <see cref="GreetingProvider"/>: mapped, and as a minimal API.</summary>
internal sealed class GreetingApp : IAsyncDisposable
{
    public const string Secret = "greeting-secret-81d0";
    public const string VerifyToken = "verify-token-5a3e";
    public const string Mapped = "/webhooks/greeting";
    public const string MinimalApi = "/minimal";

    private GreetingApp(WebhookApp app, ConcurrentQueue<string> handled) => (App, Handled) = (app, handled);

    public WebhookApp App { get; }

    /// <summary>The ids of the events that a handler got.</summary>
    public ConcurrentQueue<string> Handled { get; }

    /// <summary>How often the store was asked to claim.</summary>
    public int Claims => App.Store.GetCallCount(IdempotencyOperation.Claim);

    /// <summary>What our packages have logged about requests.</summary>
    public IEnumerable<LogEntry> Logs => App.Logs.Entries.Where(entry =>
        entry.Category.StartsWith("Webhooks.", StringComparison.Ordinal) && entry.Id.Id is not (1023 or 1024));

    public static async Task<GreetingApp> StartAsync(Action<WebhookAppOptions>? configure = null)
    {
        ConcurrentQueue<string> handled = [];
        WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                app.MapWebhook<GreetingEvent>((e, _) => Handle(e));
                app.MapPost(MinimalApi, (Webhook<GreetingEvent> webhook) => Handle(webhook.Event));
            },
            options =>
            {
                options.Settings["Webhooks:greeting:Secrets:0"] = Secret;
                options.Settings["Webhooks:greeting:VerifyTokens:0"] = VerifyToken;
                configure?.Invoke(options);
            });
        return new GreetingApp(app, handled);

        Task Handle(GreetingEvent e)
        {
            handled.Enqueue(e.Id);
            return Task.CompletedTask;
        }
    }

    public static string Challenge(string challenge, string token = VerifyToken) =>
        $"?hub.mode=subscribe&hub.challenge={Uri.EscapeDataString(challenge)}&hub.verify_token={Uri.EscapeDataString(token)}";

    public async Task<HttpAnswer> GetAsync(string pathAndQuery, string method = "GET")
    {
        using var message = new HttpRequestMessage(new HttpMethod(method), pathAndQuery);
        using HttpResponseMessage response = await App.Client.SendAsync(message);
        return await HttpAnswer.OfAsync(response);
    }

    public async Task<HttpAnswer> PostAsync(
        string pathAndQuery, string body, string? secret = Secret, string contentType = "application/json")
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, pathAndQuery) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        if (secret is not null)
        {
            byte[] mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body));
            message.Headers.Add("X-Greeting", Convert.ToHexStringLower(mac));
        }

        using HttpResponseMessage response = await App.Client.SendAsync(message);
        return await HttpAnswer.OfAsync(response);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
