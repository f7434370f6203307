using System.Net;
using Microsoft.AspNetCore.Builder;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>An app that receives from SORI at its default path.</summary>
internal static class UrlTokenApp
{
    public const string Token = "Canary-token_7Zq9x~2.0";
    private static readonly ProviderUnderTest _sori = ProvidersUnderTest.Sori;

    public static Task<WebhookApp> StartAsync(Func<SoriEvent, Task> handler, Action<WebhookAppOptions>? configure = null) => WebhookApp.StartAsync(
        app => app.MapWebhook<SoriEvent>((e, _) => handler(e)),
        options =>
        {
            _sori.Configure(options, Token);
            configure?.Invoke(options);
        });

    public static async Task<HttpResponseMessage> PostAsync(WebhookApp app, string path, string id)
    {
        using HttpRequestMessage message = _sori.Message(_sori.Body(id), app.Clock.GetUtcNow(), path: path);
        return await app.Client.SendAsync(message);
    }

    public static async Task<HttpStatusCode> StatusOfAsync(WebhookApp app, string path, string id)
    {
        using HttpResponseMessage response = await PostAsync(app, path, id);
        return response.StatusCode;
    }
}
